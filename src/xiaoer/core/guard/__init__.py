"""May it come in, may it go out?"""
