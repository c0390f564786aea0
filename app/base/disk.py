"""How much room a disk has left, and when a person must hear of it, before it is full.

Source: the house's security specification, section 11: warn below 200 MiB; below 50 MiB what is
here is read and exported, and work should stop.
"""

import shutil
from pathlib import Path
from typing import Final

LOW: Final = 200 << 20
SCARCE: Final = 50 << 20
MIB: Final = 1 << 20


def free(folder: Path) -> int:
    """Bytes left on the disk of a folder; a disk that tells nothing is taken for a large one."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return LOW


def warning(left: int) -> str:
    """The code of what must be said with so many bytes left; empty: nothing.

    >>> warning(300 << 20), warning(100 << 20), warning(10 << 20)
    ('', 'disk.low', 'disk.scarce')
    """
    if left >= LOW:
        return ""
    return "disk.low" if left >= SCARCE else "disk.scarce"
