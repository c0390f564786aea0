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

    def finding(self, path: str = "") -> Finding:
        """Give the same as a finding on the form field or message path ``path``."""
        return Finding(code=self.code, path=path, parameters=self.parameters)


def doubt(code: str, **parameters: Parameter) -> Findings:
    """Make the one warning of a number that is taken nevertheless."""
    return (Finding(code=code, severity=Severity.WARN, parameters=parameters),)
