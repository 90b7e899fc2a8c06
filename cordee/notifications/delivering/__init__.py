"""What goes out: planned from the journal, gathered when it is due, sent, and marked."""
