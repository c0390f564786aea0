"""The inside of the worker process: gives up its rights, then parses one argument after another.

After the parser is imported nothing is written, opened for writing, connected or started any more;
whatever goes wrong ends the process, and the outside starts another.
"""

import importlib
import os
import sys
from collections.abc import Callable
from typing import IO, Final, TypeAlias

Parser: TypeAlias = Callable[[bytes], bytes]

LENGTH_BYTES: Final = 8
TOO_HEAVY: Final = 3
MISSING: Final = 4

_OPEN_FILES = 64
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "shutil.",
    "ctypes.",
    "os.chmod",
    "os.chown",
    "os.exec",
    "os.fork",
    "os.link",
    "os.mkdir",
    "os.posix_spawn",
    "os.putenv",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.spawn",
    "os.startfile",
    "os.symlink",
    "os.system",
    "os.truncate",
    "os.unsetenv",
)

if sys.platform == "win32":

    def give_up_rights(memory: int) -> None:
        """Leave the limits to whoever started us: Windows has none a process sets on itself."""

    def allow_seconds(seconds: int) -> None:
        """Leave the time to whoever started us."""

else:
    import resource

    def give_up_rights(memory: int) -> None:
        """Take ``memory`` bytes at most, write no byte to any file, leave no core behind."""
        for what, most in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_NOFILE, _OPEN_FILES),
        ):
            resource.setrlimit(what, (most, most))

    def allow_seconds(seconds: int) -> None:
        """Take ``seconds`` more of processor time; the system ends us after that."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime) + 1 + seconds
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def serve(parser: str, memory: int, seconds: int) -> None:
    """Answer arguments from standard input until it closes; ``parser``: ``module:function``."""
    asked, answered = _take_pipes()
    parse = _imported(parser)
    give_up_rights(memory)
    sys.addaudithook(_forbid)
    while (argument := receive(asked)) is not None:
        allow_seconds(seconds)
        try:
            send(answered, parse(argument))
        except MemoryError:
            os._exit(TOO_HEAVY)


def send(pipe: IO[bytes], content: bytes) -> None:
    """Write one framed piece: its length in 8 bytes, then the bytes."""
    pipe.write(len(content).to_bytes(LENGTH_BYTES, "big"))
    pipe.write(content)
    pipe.flush()


def receive(pipe: IO[bytes], *, most: int = 1 << 40) -> bytes | None:
    """Read one framed piece; None if the pipe closed before it was whole.

    Raises:
        OverflowError: it would be longer than ``most`` bytes.
    """
    head = pipe.read(LENGTH_BYTES)
    length = int.from_bytes(head, "big")
    if length > most:
        raise OverflowError(length)
    content = pipe.read(length) if len(head) == LENGTH_BYTES else b""
    return content if len(head) == LENGTH_BYTES and len(content) == length else None


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Keep both pipes for ourselves: a parser that prints or reads finds nothing there."""
    asked, answered = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return asked, answered


def _imported(parser: str) -> Parser:
    module, _, name = parser.partition(":")
    try:
        found: Parser = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError):
        os._exit(MISSING)
    return found


def _forbid(event: str, facts: tuple[object, ...]) -> None:
    flags = facts[2] if event == "open" else 0
    if event.startswith(_FORBIDDEN) or (isinstance(flags, int) and flags & _WRITING):
        raise PermissionError(event)
