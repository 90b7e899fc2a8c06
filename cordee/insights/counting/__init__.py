"""Counting: from acts to finished figures, a week at a time, once a week is over or something in it has changed."""
