"""The pages of asks."""
