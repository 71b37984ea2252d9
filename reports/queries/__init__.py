"""What the report pages and the reports themselves read."""
