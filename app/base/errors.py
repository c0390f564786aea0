"""The tree of everything that can go wrong, as the officer meets it.

::

    WaypostError
      Refused       the officer can put it right: code, text, field; shown beside the field
      Unreachable   link or partner; never a dialog: the strip says since when and how many wait
      Broken        environment: disk full, key missing, file damaged; says what to do
      Bug           ours: reference on screen, details in the sealed log; the act was not saved

Each error carries a code and named parameters; the words live in the catalogues and are read by
``app.reference.texts``.
"""

from collections.abc import Mapping
from typing import TypeAlias

Parameter: TypeAlias = str | int
"""A named parameter of a text: already formatted words, or a number the catalogue may count."""


class WaypostError(Exception):
    """Anything an officer may be told: a code of the catalogue with its parameters."""

    def __init__(self, code: str, **parameters: Parameter) -> None:
        super().__init__(code)
        self.code = code
        self.parameters: Mapping[str, Parameter] = dict(parameters)

    def __str__(self) -> str:
        """Give code and parameters, for logs and tests; officers read the catalogue's words."""
        told = ", ".join(f"{name}={value}" for name, value in self.parameters.items())
        return f"{self.code} ({told})" if told else self.code


class Refused(WaypostError):
    """The officer can put it right: ``field`` names the field to show it beside, if any.

    ``allowed`` names the use cases that would be lawful instead, in the order of the field.
    """

    def __init__(
        self,
        code: str,
        *,
        field: str | None = None,
        allowed: tuple[str, ...] = (),
        **parameters: Parameter,
    ) -> None:
        super().__init__(code, **parameters)
        self.field = field
        self.allowed = allowed


class Unreachable(WaypostError):
    """A link or a partner does not answer; work goes on and the status strip says since when."""


class Broken(WaypostError):
    """The environment is at fault: disk, key, file. The text says what to do."""


class Bug(WaypostError):
    """Our own fault: ``reference`` stands on screen and in the log; nothing was saved."""

    def __init__(self, reference: str) -> None:
        super().__init__("bug", reference=reference)
        self.reference = reference
