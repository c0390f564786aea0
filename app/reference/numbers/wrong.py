"""What a number module raises when a text cannot be such a number at all."""

from collections.abc import Mapping

from app.base.errors import Parameter
from app.base.findings import Finding, Findings, Severity


class WrongNumber(ValueError):
    """A text that cannot be such a number: code of the catalogue with its parameters.

    Doubts about a number that could be right (check digit, unusual letter) are findings, never
    this: refusing a valid number is far worse than letting an invalid one pass.
    """

    def __init__(self, code: str, **parameters: Parameter) -> None:
        super().__init__(code)
        self.code = code
        self.parameters: Mapping[str, Parameter] = dict(parameters)

    def finding(self, path: str) -> Finding:
        """Give the same as a finding on the form field or message path ``path``."""
        rule = RULES[_kind(self.code)]
        return Finding(code=self.code, rule=rule, path=path, parameters=self.parameters)


def doubt(code: str, **parameters: Parameter) -> Findings:
    """Make the one warning of a number that is taken nevertheless; its path is its kind."""
    kind = _kind(code)
    warning = Severity.WARN
    return (
        Finding(code=code, rule=RULES[kind], path=kind, severity=warning, parameters=parameters),
    )


RULES: Mapping[str, str] = {
    "carnet": "R0990",
    "container": "ISO 6346",
    "eori": "TINNewType",
    "grn": "R0028",
    "lrn": "LRNType",
    "mrn": "R0028",
    "office": "COR",
    "plate": "an..35",
    "seal": "R0107",
}
"""What says how a number is made: a rule, a type or a format of NCTS P5, or a standard."""


def _kind(code: str) -> str:
    """The kind of number a code speaks of: ``numbers.mrn.shape`` of an ``mrn``."""
    return code.split(".")[1]
