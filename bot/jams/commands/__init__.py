"""What people do to a jam by commands, buttons and modals: each finds the jam, asks for one act, and says what came."""
