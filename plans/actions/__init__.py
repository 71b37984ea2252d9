"""What people do to plans, their items and their progress. The only code that writes them."""
