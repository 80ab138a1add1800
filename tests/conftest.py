"""What every test stands on: a picture needs no screen; a property meets the same examples each time."""

import os

from hypothesis import settings

os.environ.setdefault("MPLBACKEND", "Agg")

# No deadline: the first example of a compiled rule pays for its compilation.
settings.register_profile("house", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("house")
