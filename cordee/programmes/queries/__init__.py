"""Every read of programmes that a page, the API or another room needs, with its queries counted."""
