"""How a mail is written: its headers, its text, and its HTML."""
