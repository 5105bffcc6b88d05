"""Files that come with a talk."""
