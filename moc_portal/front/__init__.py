"""The first page after signing in: what is expected of whoever asks."""
