"""The profile of this Cordée: which act becomes which statement, in words that others know where there are some."""
