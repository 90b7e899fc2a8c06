"""Open edX courses and libraries (OLX)."""
