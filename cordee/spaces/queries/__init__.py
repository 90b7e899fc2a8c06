"""Every read of spaces that a page or the API needs."""
