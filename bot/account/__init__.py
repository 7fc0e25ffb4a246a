"""What somebody decides for themselves, and how they stand."""
