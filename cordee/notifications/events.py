"""What the room tells the journal."""

ADDRESS_LOST = "address.lost"  # the object is the person whose mail came back for good
