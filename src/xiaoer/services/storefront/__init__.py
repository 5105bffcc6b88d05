"""What anybody may see of the shop."""
