"""What the workers build: one function a report."""
