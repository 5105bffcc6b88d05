"""The flows, in plain code that reads top to bottom, over ports."""
