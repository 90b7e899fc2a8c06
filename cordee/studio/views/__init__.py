"""The pages of the studio, thin."""
