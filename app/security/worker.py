"""A process that parses what strangers sent, so that the program itself never does.

It lives on from call to call, has little memory and time and no rights, and is replaced when it
dies. A call gives the parser's bytes or raises ``Refused``: whatever a file does to its reader,
the officer is told about the file.
"""

import contextlib
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

import msgspec

from app.base.errors import Broken, Refused
from app.security.confined import MISSING, receive, send

_ROOT = Path(__file__).resolve().parents[2]
_BOOT = """
import sys
sys.path.insert(0, sys.argv[1])
from app.security.confined import serve
serve(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
"""
_RAISED = 1  # how an interpreter ends whose program raised
_LAST_WORDS_S = 2.0


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What a parser may take.

    ``memory``: bytes of address space; ``processor_s``: seconds of processor time a call;
    ``patience_s``: seconds of wall time a call; ``argument``, ``answer``: bytes.
    """

    memory: int = 512 << 20
    processor_s: int = 10
    patience_s: float = 30.0
    argument: int = 64 << 20
    answer: int = 64 << 20


DEFAULT: Final = Limits()


class Worker:
    """One worker process for one parser: ``module:function``, from bytes to bytes.

    The process starts with the first call. ``command`` starts it where the interpreter cannot be
    called by name (a packaged program): it gets parser, memory and seconds as last three words.
    """

    def __init__(
        self, parser: str, *, limits: Limits = DEFAULT, command: Sequence[str] = ()
    ) -> None:
        self._parser = parser
        self._limits = limits
        self._command = tuple(command) or (sys.executable, "-I", "-c", _BOOT, str(_ROOT))
        self._child: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def call(self, argument: bytes) -> bytes:
        """Give what the parser makes of ``argument``; one call at a time.

        Raises:
            Refused: ``security.too_heavy`` (memory, time, size, or the parser's death),
                ``security.unreadable`` (the parser raised).
            Broken: ``security.worker_missing``: no process, or no such parser.
        """
        if len(argument) > self._limits.argument:
            raise Refused("security.too_heavy")
        with self._turn:
            return self._call(argument)

    def close(self) -> None:
        """End the process; the next call would start another."""
        with self._turn:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _call(self, argument: bytes) -> bytes:
        child = self._running()
        late = threading.Event()
        watch = threading.Timer(self._limits.patience_s, _kill, (child, late))
        watch.start()
        try:
            answer = _exchange(child, argument, self._limits.answer)
        except OverflowError:
            child.kill()
            answer = None
        finally:
            watch.cancel()
            watch.join()
        if answer is None or late.is_set():
            status = self._end()
            raise _told(status)
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is not None:
            self._end()
        if self._child is None:
            limits = (str(self._limits.memory), str(self._limits.processor_s))
            try:
                self._child = subprocess.Popen(
                    [*self._command, self._parser, *limits],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
            except OSError as missing:
                raise Broken("security.worker_missing") from missing
        return self._child

    def _end(self) -> int:
        """Wait for a dying process, kill a living one; give how it ended."""
        child, self._child = self._child, None
        if child is None:
            return 0
        stdin, stdout = _pipes(child)
        with contextlib.suppress(OSError):  # what was not sent yet goes with the process
            stdin.close()
        stdout.close()
        try:
            return child.wait(_LAST_WORDS_S)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()


def _exchange(child: subprocess.Popen[bytes], argument: bytes, most: int) -> bytes | None:
    stdin, stdout = _pipes(child)
    try:
        send(stdin, argument)
        return receive(stdout, most=most)
    except OSError:  # the pipe broke: the process is dead or dying
        return None


def _pipes(child: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if child.stdin is None or child.stdout is None:
        raise TypeError("a worker is started with both pipes")
    return child.stdin, child.stdout


def _kill(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _told(status: int) -> Refused | Broken:
    if status == MISSING:
        return Broken("security.worker_missing")
    return Refused("security.unreadable" if status == _RAISED else "security.too_heavy")
