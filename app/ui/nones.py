"""Whether setters of this Qt binding keep the counts of Python's objects as they are.

A release of the binding for Python 3.11 gave up one reference to None with every setter, until the
program died of it hours later.
"""

import sys

from PySide6.QtCore import QObject

TRIES = 100


def lost() -> int:
    """How many references to None a hundred calls of a setter lose or keep."""
    held = QObject()
    held.setObjectName("warm")
    before = sys.getrefcount(None)
    for _ in range(TRIES):
        held.setObjectName("none")
    return before - sys.getrefcount(None)
