"""Every write of programmes: one function a verb, in one transaction, with the actor and the time as arguments."""
