"""The `riff` command: Jamgram for a person without Discord."""
