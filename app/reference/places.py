"""Where the files that come with the program lie."""

from functools import cache
from pathlib import Path

from app.base.errors import Broken


@cache
def resources_root() -> Path:
    """Find the folder with countries, code lists, translations, forms and icons.

    Raises:
        Broken: the folder is not beside the program.
    """
    return beside(Path(__file__).resolve().parents[2])


def beside(program: Path) -> Path:
    """Give the resources of the program that lies in a folder.

    Raises:
        Broken: it has none.
    """
    root = program / "resources"
    if not root.is_dir():
        raise Broken("reference.no_resources", folder=str(root))
    return root


def translations_root() -> Path:
    """The folder with one folder per language."""
    return resources_root() / "translations"


def codelists_root() -> Path:
    """The folder with one CSV per code list."""
    return resources_root() / "codelists"


def countries_root() -> Path:
    """The folder with one folder per country pack."""
    return resources_root() / "countries"
