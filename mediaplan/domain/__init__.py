"""Ideas of the mediaplan app, without Django."""
