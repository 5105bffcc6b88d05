"""Write for the shop's staff."""
