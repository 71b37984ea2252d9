"""From invented plain data to rows of the database."""
