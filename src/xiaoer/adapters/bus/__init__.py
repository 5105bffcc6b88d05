"""News between the parts of the process."""
