"""Every read of the record store."""
