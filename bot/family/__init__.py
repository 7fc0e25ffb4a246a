"""Clips that come of other clips: where they are shown, who is asked first, and who is named."""
