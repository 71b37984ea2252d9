"""What the invented centre's plans say, row by row."""
