"""How do settings become a running installation? The only place that builds objects."""
