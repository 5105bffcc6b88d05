"""The merchant's files: folders, archives, tables and documents."""
