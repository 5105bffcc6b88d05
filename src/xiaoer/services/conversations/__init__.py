"""Accepting messages, answering them in order, resuming, following and closing talks."""
