"""What happened, counted: metrics and failure cases."""
