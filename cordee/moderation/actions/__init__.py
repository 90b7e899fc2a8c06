"""Every act of moderation."""
