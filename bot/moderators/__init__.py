"""What moderators do about people, places and clips: block, strike, freeze, remove, and read what was done."""
