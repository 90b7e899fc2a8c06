"""What is done with asks."""
