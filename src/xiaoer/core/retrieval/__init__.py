"""Which evidence bears on the question?"""
