"""Words to sound on a GPU or a CPU."""

import os

# transformers says while it is imported what it would do with torchvision; nobody who makes music needs to know.
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
