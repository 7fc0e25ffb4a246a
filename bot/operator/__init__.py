"""What whoever runs Jamgram can do for all servers at once, while bots run."""
