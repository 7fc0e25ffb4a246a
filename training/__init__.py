"""How the built-in model was made: music, pictures, captions, training."""
