"""From evidence to a prompt: the fixed instructions, the budget, the form that the model reads."""
