"""What a jam's state asks for is done: one process looks at all jams every second, and may be followed by another."""
