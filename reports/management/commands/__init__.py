"""Commands of the reports app, one a module."""
