"""What the administration reads."""
