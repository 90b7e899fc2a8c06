"""IMS Common Cartridge 1.0 to 1.3 with Canvas's extras, and plain IMS content packages."""
