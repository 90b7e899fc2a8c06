"""Every write of the cockpit."""
