"""Every write of the ledger's room, except the pieces themselves, which its reader writes."""
