"""Answers computed from data, without a model."""
