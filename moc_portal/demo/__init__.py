"""Invented data to try the portal on: a town, a city or a region, the same for the same seed."""
