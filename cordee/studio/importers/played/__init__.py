"""Packages that are played as they are: each launchable unit becomes a step, and the package stays whole."""
