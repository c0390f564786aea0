"""Where samples lie: ours in the tree, the specification's beside it, if it is there."""

from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from app.messages.ncts.catalogue import types, versions_of

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT / "tests" / "data" / "ncts"
SHARED = ROOT.parent / "shared" / "data"
OFFICIAL = SHARED / "ncts" / "xsd"

needs_shared = pytest.mark.skipif(
    not OFFICIAL.is_dir(), reason="the specification's own schemas are not beside the project"
)

TABLES = tuple(
    (message_type, version) for message_type in types() for version in versions_of(message_type)
)
"""Every message and version we have a table for."""

OWN = tuple(
    (message_type, version)
    for message_type, version in TABLES
    if (SAMPLES / f"{message_type}-{version}.xml").is_file()
)
"""Every message and version we have a sample of our own of."""


def sample(message_type: str, version: str) -> Path:
    return SAMPLES / f"{message_type}-{version}.xml"


def official_schema(message_type: str, version: str) -> Path:
    name = f"{message_type.lower()}.xsd"
    folders = {"p5": ("p5-51.8.6", "derived-cd-p5"), "p6": ("p6-60.4.16",)}[version]
    return next(path for folder in folders if (path := OFFICIAL / folder / name).is_file())


@cache
def compiled_official(message_type: str, version: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(official_schema(message_type, version)))
