"""``python -m app <command>``."""

import sys

from app.commands import main

sys.exit(main(sys.argv[1:]))
