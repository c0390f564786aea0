"""What the machine runs on: mains or battery, and how much is left of it."""

from pathlib import Path

import msgspec

SUPPLIES = Path("/sys/class/power_supply")
"""Where Linux tells it (its ABI page sysfs-class-power); elsewhere nothing is read."""


class Power(msgspec.Struct, frozen=True, kw_only=True):
    """``percent`` left in the battery, None: there is none; ``mains``: not running on it."""

    percent: int | None = None
    mains: bool = True


ON_MAINS = Power()


def read(folder: Path = SUPPLIES) -> Power:
    """What the machine runs on now; where nothing is told, the mains.

    Batteries of mice and the like (scope ``Device``) do not count; of several the fullest does.
    """
    batteries = [one for one in _supplies(folder) if _is_battery(one)]
    left = [int(told) for one in batteries if (told := _told(one, "capacity")).isdigit()]
    drained = any(_told(one, "status") == "Discharging" for one in batteries)
    if not left:
        return ON_MAINS
    return Power(percent=min(100, max(left)), mains=not drained)


def _supplies(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _is_battery(supply: Path) -> bool:
    return _told(supply, "type") == "Battery" and _told(supply, "scope") != "Device"


def _told(supply: Path, name: str) -> str:
    try:
        return (supply / name).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
