"""Fakes, factories and contract suites for those who write adapters and tests."""
