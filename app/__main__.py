"""``python -m app``: the same as the installed ``waypost``."""

import sys

from app.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
