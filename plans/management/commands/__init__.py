"""Management commands of the plans."""
