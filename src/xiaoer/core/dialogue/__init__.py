"""The nouns of the talk."""
