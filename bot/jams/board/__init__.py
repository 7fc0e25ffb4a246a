"""The board of a jam: the one message that says how it stands, and what can be pressed. Pure but for `keeping`."""
