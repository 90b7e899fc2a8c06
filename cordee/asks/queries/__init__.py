"""What is read of asks."""
