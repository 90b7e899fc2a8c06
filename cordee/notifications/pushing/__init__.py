"""Web push: what a device shows although no page of ours is open."""
