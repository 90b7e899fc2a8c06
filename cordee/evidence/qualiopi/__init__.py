"""What this Cordée holds for an audit by the national quality reference (RNQ, Qualiopi), and what is missing."""
