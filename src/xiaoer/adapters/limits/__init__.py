"""Rate limits, in process or on Redis."""
