"""Answer a message."""
