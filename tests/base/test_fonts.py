from pathlib import Path

import pytest

from app.base.errors import Broken
from app.base.fonts import Face, face_path, face_paths


def test_every_face_is_found_where_set_up_puts_it() -> None:
    assert [path.suffix for path in face_paths().values()] == [".ttf"] * len(Face)


def test_a_missing_face_is_named_and_never_replaced_by_the_hosts(tmp_path: Path) -> None:
    with pytest.raises(Broken) as broken:
        face_path(Face.ARABIC, tmp_path)
    assert broken.value.code == "base.font_missing"
    assert broken.value.parameters["file"] == "WaypostSansArabic-Regular.ttf"
