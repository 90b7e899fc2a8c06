"""The whole of one Cordée in one file, taken while it runs, brought back whole or not at all."""
