"""A program that does nothing, for a long time."""

import time

print("asleep", flush=True)  # noqa: T201 - that is how a test knows
time.sleep(600)
