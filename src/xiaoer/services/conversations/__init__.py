"""Accept, order, resume and close conversations."""
