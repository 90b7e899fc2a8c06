"""Every write of the paths room, a file a capability."""
