"""Every write of the record store."""
