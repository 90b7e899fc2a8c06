"""Pages of the room: the bell, what reaches me, and what a link in a mail stops."""
