"""The organisation in open files: for another tool, another house, or another century."""
