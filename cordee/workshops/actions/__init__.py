"""Every write of workshops."""
