"""News to those who watch a conversation: within the process, or across replicas through Redis."""
