"""What each report says, its frozen snapshot, and its files."""
