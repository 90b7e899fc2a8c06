"""The whole of the records as open files: Parquet, a folder a day (docs/records-export.md)."""
