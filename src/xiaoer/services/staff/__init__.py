"""Who of the staff may come in, and what did they change?"""
