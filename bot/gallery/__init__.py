"""The browser of clips: lists a page at a time, and all that is known of one clip."""
