"""What the bot, the worker and the terminal say to each other and store."""
