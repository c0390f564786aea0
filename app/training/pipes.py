"""One line of JSON asks, one line answers: how a story drives posts and hubs in other processes.

A process answers until its input ends; it never speaks unasked.
"""

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import msgspec

from app.base.errors import Broken, Parameter, Refused, Unreachable, WaypostError

Said = TypeVar("Said")

PATIENCE_S = 60.0
_ENDING_S = 15.0
_ROOT = Path(__file__).resolve().parents[2]
_BRANCHES: Mapping[str, type[WaypostError]] = {
    "Refused": Refused,
    "Unreachable": Unreachable,
    "Broken": Broken,
}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A verb with what it needs."""

    verb: str
    body: msgspec.Raw = msgspec.Raw(b"null")


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """The answer, or the error: its branch, code and parameters."""

    value: msgspec.Raw = msgspec.Raw(b"null")
    error: str = ""
    code: str = ""
    parameters: Mapping[str, Parameter] = {}


Handler = Callable[[bytes], Any]
"""Takes the body of a verb as JSON, gives what is to be answered."""


def serve(verbs: Mapping[str, Handler], asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer line by line until the input ends."""
    for line in asked:
        question = msgspec.json.decode(line, type=Asked)
        try:
            value = verbs[question.verb](bytes(question.body))
            answer = Answered(value=msgspec.Raw(msgspec.json.encode(value)))
        except WaypostError as trouble:
            answer = Answered(
                error=_branch(trouble), code=trouble.code, parameters=trouble.parameters
            )
        answers.write(msgspec.json.encode(answer) + b"\n")
        answers.flush()


class Child:
    """A process of ours that answers lines; it ends when its input is closed."""

    def __init__(self, name: str, module: str, folder: Path) -> None:
        self.name = name
        folder.mkdir(parents=True, exist_ok=True)
        self._log = (folder / f"{name}.txt").open("wb")
        known = os.environ.get("PYTHONPATH", "")
        self._running = subprocess.Popen(  # noqa: S603 - our own program with our own words
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(_ROOT), known)))},
        )
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name=f"reader of {name}", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._running.pid

    @property
    def has_ended(self) -> bool:
        """Whether the process is gone."""
        return self._running.poll() is not None

    def tell(self, verb: str, body: Any = None) -> None:
        """Ask without waiting; ``hear`` gives the answers in order.

        Raises:
            Broken: the process has ended.
        """
        question = Asked(verb=verb, body=msgspec.Raw(msgspec.json.encode(body)))
        to = self._running.stdin
        try:
            if to is not None:
                to.write(msgspec.json.encode(question) + b"\n")
                to.flush()
        except OSError as ended:
            raise Broken("training.ended", name=self.name) from ended

    def hear(self, kind: type[Said], *, patience_s: float = PATIENCE_S) -> Said:
        """The next answer.

        Raises:
            WaypostError: what the process answers instead.
            Broken: it has ended, or says nothing.
        """
        try:
            line = self._lines.get(timeout=patience_s)
        except queue.Empty as silent:
            raise Broken("training.silent", name=self.name) from silent
        if not line:
            raise Broken("training.ended", name=self.name)
        answer = msgspec.json.decode(line, type=Answered)
        if answer.error:
            raise _BRANCHES.get(answer.error, Broken)(answer.code, **answer.parameters)
        return msgspec.json.decode(answer.value, type=kind)

    def ask(
        self, verb: str, body: Any, kind: type[Said], *, patience_s: float = PATIENCE_S
    ) -> Said:
        """Ask and wait for the answer."""
        self.tell(verb, body)
        return self.hear(kind, patience_s=patience_s)

    def close(self) -> None:
        """Close its input and wait for its end; what does not end by itself is ended."""
        if self._running.stdin is not None:
            with contextlib.suppress(BrokenPipeError):  # it has ended before
                self._running.stdin.close()
        try:
            self._running.wait(_ENDING_S)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait(_ENDING_S)
        self._reader.join(_ENDING_S)
        if self._running.stdout is not None:
            self._running.stdout.close()
        self._log.close()

    def _read(self) -> None:
        if self._running.stdout is not None:
            for line in self._running.stdout:
                self._lines.put(line)
        self._lines.put(b"")


def _branch(trouble: WaypostError) -> str:
    return next((name for name, kind in _BRANCHES.items() if isinstance(trouble, kind)), "Broken")
