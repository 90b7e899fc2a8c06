"""Cordée: a learning community in which people learn from each other."""

__version__ = "0.1.0"
