"""The embedded portal: its processes, their watchman, and what is checked before."""
