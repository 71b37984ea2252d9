"""Ideas of the navigator app, without Django."""
