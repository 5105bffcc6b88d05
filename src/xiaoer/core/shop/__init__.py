"""The nouns of the shop."""
