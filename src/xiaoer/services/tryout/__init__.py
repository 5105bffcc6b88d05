"""What would be said to this, and why, without anybody hearing it?"""
