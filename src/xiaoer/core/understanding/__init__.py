"""What does the shopper want?"""
