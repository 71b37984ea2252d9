"""Plans of all kinds, their reporting periods, and the progress that schools submit."""
