"""What kg knows beforehand, as data files and as users' lexicons."""
