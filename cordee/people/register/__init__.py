"""People as a table: taken away as a file, brought from one; what a file would change is shown first."""
