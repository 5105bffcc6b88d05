"""Which model files are there, whence do they come, and are they what they claim to be?"""
