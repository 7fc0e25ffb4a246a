"""What the thread of a jam shows. Each module has a `tend`: it does what is outstanding, once, and may be repeated.

A tender is cut off at any point without harm: what it posted it notes beside the jam, and what it could not note it
finds again in the thread before it posts anew.
"""
