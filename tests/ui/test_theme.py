import itertools

import pytest
from PySide6.QtGui import QColor, QPalette

from app.ui.theme import THEMES, TINTS, Role, Theme, ThemeName

GROUNDS = (Role.WINDOW, Role.BASE, Role.RAISED, Role.SELECT)
READ = (
    Role.TEXT,
    Role.QUIET,
    Role.CALM,
    Role.DISABLED,
    Role.ACCENT,
    Role.GOOD,
    Role.WARN,
    Role.STOP,
    Role.DIFFERS,
    Role.LANE_RED,
    Role.LANE_ORANGE,
    Role.LANE_YELLOW,
    Role.LANE_BLUE,
    Role.LANE_GREEN,
)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(theme: Theme, ink: Role, ground: Role) -> float:
    pair = sorted((_luminance(theme.colour(ink)), _luminance(theme.colour(ground))), reverse=True)
    return (pair[0] + 0.05) / (pair[1] + 0.05)


@pytest.mark.parametrize("name", ThemeName)
def test_every_role_can_be_read_on_every_ground(name: ThemeName) -> None:
    theme = THEMES[name]
    bar = 7.0 if name is ThemeName.SUN else 4.5
    poor = [
        (ink, ground, round(_contrast(theme, ink, ground), 2))
        for ink, ground in itertools.product(READ, GROUNDS)
        if _contrast(theme, ink, ground) < bar
    ]
    assert poor == []


@pytest.mark.parametrize("name", ThemeName)
def test_a_role_on_its_own_tint_is_at_least_as_clear_as_planned(name: ThemeName) -> None:
    theme = THEMES[name]
    for role, tint in TINTS.items():
        assert _contrast(theme, role, tint) >= 5.9, (role, name)


@pytest.mark.parametrize("name", ThemeName)
def test_marks_stand_out_from_every_ground(name: ThemeName) -> None:
    theme = THEMES[name]
    for mark, ground in itertools.product((Role.BORDER, Role.FOCUS), GROUNDS):
        assert _contrast(theme, mark, ground) >= 3.0


@pytest.mark.parametrize("name", ThemeName)
def test_the_palette_leaves_no_role_to_the_host(name: ThemeName) -> None:
    theme = THEMES[name]
    ours = {colour.rgb() for colour in theme.colours.values()}
    palette = theme.palette()
    groups = (
        QPalette.ColorGroup.Active,
        QPalette.ColorGroup.Inactive,
        QPalette.ColorGroup.Disabled,
    )
    skipped = {QPalette.ColorRole.NoRole, QPalette.ColorRole.NColorRoles}
    for group, role in itertools.product(groups, set(QPalette.ColorRole) - skipped):
        assert palette.color(group, role).rgb() in ours, (group, role)


def test_disabled_words_are_told_apart_by_their_colour() -> None:
    theme = THEMES[ThemeName.DAY]
    colour = theme.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    assert colour == theme.colour(Role.DISABLED)
