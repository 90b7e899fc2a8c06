"""Every read of the paths room, a file a capability."""
