"""Where the program keeps its own folders when nobody names one."""

from pathlib import Path

import platformdirs


def usual_folder(name: str) -> Path:
    """Return the folder of that name among the person's data, as the system arranges them.

    It may not exist yet. Source: the XDG base directories, Windows' known folders, macOS' Library.

    >>> usual_folder("hub").name
    'hub'
    """
    return Path(platformdirs.user_data_dir("waypost")) / name
