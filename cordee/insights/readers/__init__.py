"""The readers of insights: health of spaces, acts of the journal, acts of statements from outside."""
