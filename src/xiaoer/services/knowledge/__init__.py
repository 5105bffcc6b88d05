"""Import, validate, publish and roll back a shop."""
