"""Chinese text: normal forms, words, numbers, dates, redaction."""
