"""Reading what strangers sent in a process apart, which can do nothing else and may break."""
