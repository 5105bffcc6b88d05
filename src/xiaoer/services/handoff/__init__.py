"""Hand a talk to a person without losing it."""
