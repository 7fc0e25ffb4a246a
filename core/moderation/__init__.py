"""What may be asked for in words: pure rules, the same in the bot and in the worker."""
