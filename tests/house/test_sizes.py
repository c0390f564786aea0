"""Files stay small, and package files hold nothing but their line."""

import ast
from collections.abc import Iterator

from tests.house.reading import Source, breaches, hold, sources

LONGEST = 400


def too_long(file: Source) -> Iterator[str]:
    length = len(file.text.splitlines())
    if length > LONGEST:
        yield f"{length} lines, more than {LONGEST}"


def more_than_a_line(file: Source) -> Iterator[str]:
    """A package file is one docstring line; the program's own holds the version besides."""
    body = file.tree().body
    rest = body[1:] if file.path != "app/__init__.py" else body[2:]
    words = ast.get_docstring(ast.parse(file.text))
    if words is None or "\n" in words:
        yield "must begin with one docstring line"
    if rest:
        yield f"holds code in line {rest[0].lineno}"


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    hold(breaches(too_long, sources("app", "installer", "tests")))


def test_a_longer_file_is_caught() -> None:
    assert list(too_long(Source("app/x.py", "x\n" * 400))) == []
    assert list(too_long(Source("app/x.py", "x\n" * 401))) != []


def test_a_package_file_is_one_docstring_line() -> None:
    packages = [file for file in sources("app") if file.path.endswith("__init__.py")]
    hold(breaches(more_than_a_line, packages))


def test_code_in_a_package_file_is_caught() -> None:
    assert list(more_than_a_line(Source("app/x/__init__.py", '"""Words."""\n'))) == []
    assert list(more_than_a_line(Source("app/x/__init__.py", '"""Words."""\nimport os\n'))) != []
    assert list(more_than_a_line(Source("app/x/__init__.py", "import os\n"))) != []
    assert list(more_than_a_line(Source("app/x/__init__.py", '"""Words.\n\nMore."""\n'))) != []


def test_every_folder_with_code_is_a_package() -> None:
    folders = {file.path.rpartition("/")[0] for file in sources("app")}
    packages = {
        file.path.rpartition("/")[0]
        for file in sources("app")
        if file.path.endswith("/__init__.py")
    }
    loaded_by_number = {folder for folder in folders if "/migrations" in folder}
    assert folders - packages - loaded_by_number == set()
