"""How a jam goes on: what somebody does and the jam as it is give the jam as it is then. Pure; it knows no Discord."""
