"""The regional Navigator as the centre sees it: programmes and certificates."""
