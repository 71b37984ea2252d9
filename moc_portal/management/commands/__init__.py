"""`up` and `verify`; the other commands live with their apps."""
