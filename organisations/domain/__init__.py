"""Ideas of the organisations app, without Django."""
