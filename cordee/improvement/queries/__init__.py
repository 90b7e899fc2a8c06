"""Every read of the improvement room."""
