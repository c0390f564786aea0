"""The two commands of the README, ``run`` and ``test``; and ``lock`` for changed dependencies.

Every Python since 2.7 can parse this file, so that an older one can say what is wrong.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must hear it from us
    sys.exit(
        "Waypost needs Python 3.11 or newer, and this is Python "
        + sys.version.split()[0]
        + ": run the same line with a newer one."
    )

from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)

from installer.commands import main  # noqa: E402 - the path comes first

sys.exit(main(sys.argv[1:]))
