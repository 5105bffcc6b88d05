"""xiaoer (店小二): a self-hosted customer-service answering system for online shops."""

__version__ = "0.1.0"
