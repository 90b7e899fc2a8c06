"""Every write of the improvement room."""
