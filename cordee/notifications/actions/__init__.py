"""What is written here: the bell is read, choices are made, messages leave."""
