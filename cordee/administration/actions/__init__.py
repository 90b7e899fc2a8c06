"""Every write of the administration: one function a verb."""
