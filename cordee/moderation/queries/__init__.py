"""Every read of moderation. Who may read is checked first; each docstring says what it costs."""
