"""The numbers by name, for forms, imports and the scanner."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

import msgspec

from app.base.findings import Findings
from app.reference.numbers import carnet, container, eori, grn, lrn, mrn, office, plate, seal
from app.reference.numbers.wrong import WrongNumber


class NumberKind(Protocol):
    """What every number module answers."""

    def compact(self, number: str) -> str:
        """Bring to the form that is stored and compared."""

    def validate(self, number: str) -> str:
        """Give the compact form or raise WrongNumber."""

    def is_valid(self, number: str) -> bool:
        """Whether ``validate`` takes it."""

    def format(self, number: str) -> str:
        """Give the form that is shown."""


BY_NAME: Mapping[str, NumberKind] = MappingProxyType(
    {
        "mrn": mrn,
        "lrn": lrn,
        "grn": grn,
        "office": office,
        "carnet": carnet,
        "container": container,
        "seal": seal,
        "plate": plate,
        "eori": eori,
    }
)

_DOUBTFUL = MappingProxyType(
    {
        "mrn": mrn.doubts,
        "grn": grn.doubts,
        "carnet": carnet.doubts,
        "container": container.doubts,
    }
)


def examine(name: str, number: str, path: str) -> Findings:
    """Give all there is to say of a number: why it cannot be one, or the doubts about it.

    >>> [finding.code for finding in examine("office", "AL1", "office")]
    ['numbers.office.shape']
    """
    try:
        BY_NAME[name].validate(number)
    except WrongNumber as wrong:
        return (wrong.finding(path),)
    doubts = _DOUBTFUL.get(name)
    found = () if doubts is None else doubts(number)
    return tuple(msgspec.structs.replace(one, path=path) for one in found)


def recognise(text: str) -> tuple[str, ...]:
    """Name the numbers a scanned or typed text surely is; () if it can be anything.

    Only shapes that cannot be chance are told: an MRN or GRN by its shape (also with a doubtful
    check digit), a container by its check digit, a carnet by its letters.

    >>> recognise("24GB000246J8NY33L7")
    ('mrn',)
    >>> recognise("CSQU 305438 3"), recognise("XB25000001"), recognise("25000000")
    (('container',), ('carnet',), ())
    """
    shapes = ("mrn", "grn")
    sure = [name for name in shapes if BY_NAME[name].is_valid(text)]
    if container.is_valid(text) and not container.doubts(text):
        sure.append("container")
    if carnet.is_valid(text) and not carnet.compact(text).isdigit() and not carnet.doubts(text):
        sure.append("carnet")
    return tuple(sure)
