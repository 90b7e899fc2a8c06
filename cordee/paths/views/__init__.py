"""The pages of the paths room, thin."""
