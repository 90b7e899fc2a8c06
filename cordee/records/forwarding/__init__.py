"""Passing statements on to another record store."""
