import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from app.base.fonts import FAMILIES, INSTALLED, Face
from installer.faces import digest, faces, folder_in, lacking
from installer.fonts import cut, make

SAMPLES = {
    "sq": "Ëë Çç",
    "tr": "ğĞ ıİ şŞ",
    "sr": "ђљњћџ čćšžđ",
    "kk": "әғқңөұүһі",
    "tg": "ғӣқӯҳҷ",
    "el": "άέήίόύώ",
}
ARABIC = "ابتثجحخ پچژگ ټډړږښ یکې ۰۱۲"


def test_set_up_and_program_agree_on_the_faces_and_their_place() -> None:
    assert {face.file for face in faces()} == {f"{face.value}.ttf" for face in Face}
    assert folder_in(Path(sys.prefix)) == INSTALLED
    assert {face.family.removesuffix(" Condensed") for face in faces()} == set(FAMILIES)


def test_the_faces_of_this_environment_have_their_recorded_sums() -> None:
    assert lacking(faces(), folder_in(Path(sys.prefix))) == ()


def test_a_damaged_face_is_noticed(tmp_path: Path) -> None:
    face = faces()[0]
    (tmp_path / face.file).write_bytes(b"not a font")
    assert lacking((face,), tmp_path) == (face,)


@pytest.mark.slow
def test_a_cut_is_the_same_to_the_byte_every_time(tmp_path: Path) -> None:
    face = next(face for face in faces() if face.family == "Waypost Sans Arabic")
    assert cut(face, tmp_path / "again.ttf") == face.sha256
    assert digest(tmp_path / "again.ttf") == face.sha256


@pytest.mark.slow
def test_a_cut_that_comes_out_wrong_is_told_and_not_kept(tmp_path: Path) -> None:
    face = next(face for face in faces() if face.family == "Waypost Sans Arabic")
    (sentence,) = make((face._replace(sha256="0" * 64),), tmp_path)
    assert face.file in sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("face", [face for face in Face if "Arabic" not in face.value])
def test_every_latin_face_has_the_letters_of_our_languages(face: Face) -> None:
    has = TTFont(INSTALLED / f"{face.value}.ttf").getBestCmap()
    lacks = {name for name, text in SAMPLES.items() if set(map(ord, text)) - set(has)}
    assert lacks == set()


@pytest.mark.parametrize("face", [face for face in Face if "Arabic" in face.value])
def test_every_arabic_face_has_the_letters_of_arabic_dari_and_pashto(face: Face) -> None:
    has = TTFont(INSTALLED / f"{face.value}.ttf").getBestCmap()
    assert {letter for letter in ARABIC if ord(letter) not in has} == set()


def test_a_face_carries_our_name_and_its_makers_licence() -> None:
    for face in faces():
        names = TTFont(INSTALLED / face.file)["name"]
        assert names.getDebugName(1) == face.family
        assert names.getDebugName(2) == face.style
        assert "SIL Open Font License" in names.getDebugName(13)
        assert not any("Noto" in str(names.getDebugName(number)) for number in (1, 4, 6, 16))
