"""Colours by role for Day, Sun and Night, and the grounds that point at them.

The only place where a colour is written down. Everything else names a ``Role``; ``Theme.colour``
answers. Contrasts are checked in ``tests/ui/test_theme.py``.
"""

from collections.abc import Mapping
from enum import StrEnum

import msgspec
from PySide6.QtGui import QColor, QPalette


class Role(StrEnum):
    """What a colour is for."""

    WINDOW = "window"
    BASE = "base"
    RAISED = "raised"
    SELECT = "select"  # the chosen row, the pressed button
    TEXT = "text"  # everything to read
    QUIET = "quiet"  # labels, units
    CALM = "calm"  # waiting, link down
    DISABLED = "disabled"  # always with its reason beside it
    ACCENT = "accent"  # you are here; the primary button
    ON_ACCENT = "on_accent"
    BORDER = "border"
    FOCUS = "focus"
    GOOD = "good"  # received, intact
    WARN = "warn"  # the clock is near
    STOP = "stop"  # somebody must act
    DIFFERS = "differs"  # declared is not found
    GOOD_TINT = "good_tint"
    WARN_TINT = "warn_tint"
    STOP_TINT = "stop_tint"
    DIFFERS_TINT = "differs_tint"
    CALM_TINT = "calm_tint"
    TRAINING = "training"
    TRAINING_GROUND = "training_ground"
    LANE_RED = "lane_red"
    LANE_ORANGE = "lane_orange"
    LANE_YELLOW = "lane_yellow"
    LANE_BLUE = "lane_blue"
    LANE_GREEN = "lane_green"
    # grounds: names that point at one of the roles above, per theme
    DESK = "desk"  # window, session bar, rail, status strip
    PANEL = "panel"  # lists, records, fields
    INSET = "inset"  # action bar, toast, table heads, preview bed
    CELL = "cell"  # station band, annunciator at rest
    LINE = "line"  # hairlines between rows and under heads
    EDGE = "edge"  # the edge of a panel
    CELL_LINE = "cell_line"  # the edge of an annunciator or calm chip at rest
    CAP = "cap"  # a flat key cap on the desk
    CHIP = "chip"  # a calm chip, or a flat key cap on a panel


TINTS: Mapping[Role, Role] = {
    Role.GOOD: Role.GOOD_TINT,
    Role.WARN: Role.WARN_TINT,
    Role.STOP: Role.STOP_TINT,
    Role.DIFFERS: Role.DIFFERS_TINT,
    Role.CALM: Role.CALM_TINT,
    Role.QUIET: Role.CALM_TINT,
}
"""The tint a role is shown on."""


class ThemeName(StrEnum):
    """The three lights an officer works in."""

    DAY = "day"
    SUN = "sun"
    NIGHT = "night"


_ROLES: Mapping[Role, tuple[str, str, str]] = {
    Role.WINDOW: ("#f3f4f6", "#ffffff", "#120c09"),
    Role.BASE: ("#ffffff", "#ffffff", "#0b0705"),
    Role.RAISED: ("#e7eaee", "#f2f2f2", "#241812"),
    Role.SELECT: ("#d3e5f8", "#ffe98a", "#3d2113"),
    Role.TEXT: ("#1a1f26", "#000000", "#e8b898"),
    Role.QUIET: ("#4d5866", "#000000", "#c0926f"),
    Role.CALM: ("#4d5866", "#333333", "#c0926f"),
    Role.DISABLED: ("#5a646f", "#4a4a4a", "#ac8870"),
    Role.ACCENT: ("#0b5cad", "#003a75", "#e08a4a"),
    Role.ON_ACCENT: ("#ffffff", "#ffffff", "#120c09"),
    Role.BORDER: ("#6c7784", "#000000", "#97745b"),
    Role.FOCUS: ("#0b5cad", "#000000", "#ffb27a"),
    Role.GOOD: ("#17663a", "#003d1b", "#b9b070"),
    Role.WARN: ("#7a4b00", "#5a3300", "#f0b23c"),
    Role.STOP: ("#a81c1c", "#8a0000", "#ff8a70"),
    Role.DIFFERS: ("#6b2a86", "#4f1268", "#f0a0b0"),
    Role.GOOD_TINT: ("#e2f2e8", "#ffffff", "#1e1c0c"),
    Role.WARN_TINT: ("#fff0d0", "#ffffff", "#2a1d06"),
    Role.STOP_TINT: ("#fde5e4", "#ffffff", "#34100a"),
    Role.DIFFERS_TINT: ("#f3e6f8", "#ffffff", "#2e141b"),
    Role.CALM_TINT: ("#e7eaee", "#ffffff", "#241812"),
    Role.TRAINING: ("#1a1a1a", "#000000", "#120c09"),
    Role.TRAINING_GROUND: ("#ffd21f", "#ffd21f", "#d9a91e"),
    Role.LANE_RED: ("#b3261e", "#8a0000", "#ff7a66"),
    Role.LANE_ORANGE: ("#a24807", "#7a3300", "#f09450"),
    Role.LANE_YELLOW: ("#7f5600", "#5c3f00", "#e6c15a"),
    Role.LANE_BLUE: ("#1f5fb0", "#003a75", "#b3a6d8"),
    Role.LANE_GREEN: ("#1a6d3d", "#003d1b", "#a8b86a"),
}

_GROUNDS: Mapping[Role, tuple[Role, Role, Role]] = {
    Role.DESK: (Role.RAISED, Role.RAISED, Role.RAISED),
    Role.PANEL: (Role.BASE, Role.BASE, Role.BASE),
    Role.INSET: (Role.WINDOW, Role.RAISED, Role.WINDOW),
    Role.CELL: (Role.WINDOW, Role.RAISED, Role.RAISED),
    Role.LINE: (Role.RAISED, Role.BORDER, Role.RAISED),
    Role.EDGE: (Role.BASE, Role.BORDER, Role.BASE),
    Role.CELL_LINE: (Role.WINDOW, Role.BORDER, Role.RAISED),
    Role.CAP: (Role.WINDOW, Role.WINDOW, Role.WINDOW),
    Role.CHIP: (Role.RAISED, Role.BASE, Role.RAISED),
}


class Theme(msgspec.Struct, frozen=True, kw_only=True):
    """One light: a colour per role, and how thick the lines of fields and of the focus are, px."""

    name: ThemeName
    colours: Mapping[Role, QColor]
    field_line: int = 1
    focus_line: int = 2

    def colour(self, role: Role) -> QColor:
        """The colour of a role or of a ground."""
        return self.colours[role]

    @property
    def sunlit(self) -> bool:
        """True where state rests on black lines instead of tints."""
        return self.name is ThemeName.SUN

    def palette(self) -> QPalette:
        """Qt's palette with every role of every group set from ours."""
        palette = QPalette()
        for role, ours in _QT_ROLES.items():
            palette.setColor(role, self.colour(ours))
        for role in _QT_FADED:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour(Role.DISABLED))
        return palette


_QT = QPalette.ColorRole
_QT_ROLES: Mapping[QPalette.ColorRole, Role] = {
    _QT.Window: Role.DESK,
    _QT.WindowText: Role.TEXT,
    _QT.Base: Role.PANEL,
    _QT.AlternateBase: Role.INSET,
    _QT.ToolTipBase: Role.PANEL,
    _QT.ToolTipText: Role.TEXT,
    _QT.PlaceholderText: Role.QUIET,
    _QT.Text: Role.TEXT,
    _QT.Button: Role.PANEL,
    _QT.ButtonText: Role.TEXT,
    _QT.BrightText: Role.ON_ACCENT,
    _QT.Light: Role.BASE,
    _QT.Midlight: Role.RAISED,
    _QT.Mid: Role.BORDER,
    _QT.Dark: Role.BORDER,
    _QT.Shadow: Role.BORDER,
    _QT.Highlight: Role.SELECT,
    _QT.HighlightedText: Role.TEXT,
    _QT.Accent: Role.ACCENT,
    _QT.Link: Role.ACCENT,
    _QT.LinkVisited: Role.ACCENT,
}
_QT_FADED = (_QT.WindowText, _QT.Text, _QT.ButtonText, _QT.HighlightedText, _QT.PlaceholderText)


def _theme(name: ThemeName, *, field_line: int = 1, focus_line: int = 2) -> Theme:
    column = tuple(ThemeName).index(name)
    colours = {role: QColor(written[column]) for role, written in _ROLES.items()}
    colours |= {ground: colours[points[column]] for ground, points in _GROUNDS.items()}
    return Theme(name=name, colours=colours, field_line=field_line, focus_line=focus_line)


THEMES: Mapping[ThemeName, Theme] = {
    ThemeName.DAY: _theme(ThemeName.DAY),
    ThemeName.SUN: _theme(ThemeName.SUN, field_line=2, focus_line=3),
    ThemeName.NIGHT: _theme(ThemeName.NIGHT),
}
