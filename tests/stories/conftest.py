"""The command line and its post, for the stories about bad input."""

from tests.cli.conftest import made, run, store, work

__all__ = ["made", "run", "store", "work"]
