"""Every write of the webhooks room."""
