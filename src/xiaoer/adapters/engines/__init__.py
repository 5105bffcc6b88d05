"""Where do the model's words come from? Engines behind one port; each imports its library inside its own module."""
