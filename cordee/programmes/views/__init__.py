"""The pages of programmes, under a space."""
