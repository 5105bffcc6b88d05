"""How does the shop with its model bear a hundred shoppers? Run by `python -m benchmarks.model_load`."""
