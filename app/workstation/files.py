"""Strangers' files: parsed in a process with few rights, so that the program itself never does."""

from app.base.errors import Refused
from app.messages.untrusted import Parsed, parsed
from app.security.worker import Worker

PARSER = "app.messages.untrusted:parse_untrusted"


class Files:
    """One worker for one workstation; it starts with the first file."""

    def __init__(self) -> None:
        self._worker = Worker(PARSER)

    def read(self, raw: bytes) -> Parsed:
        """Read a file's bytes.

        Raises:
            Refused: ``security.too_heavy``, ``security.unreadable``: what it did to its reader.
            Broken: no process can be started.
        """
        if not raw:
            raise Refused("messages.empty", field="file")
        return parsed(self._worker.call(raw))

    def close(self) -> None:
        """End the worker."""
        self._worker.close()
