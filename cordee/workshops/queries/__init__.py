"""Every read of workshops."""
