"""Every read of the cockpit."""
