"""The acts and the pages of spaces that need no other room above."""
