"""Ideas of the reports app, without Django."""
