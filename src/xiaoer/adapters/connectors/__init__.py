"""Live products and orders."""
