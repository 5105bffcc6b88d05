"""Tables and repositories on SQLAlchemy."""
