"""The moment the demonstration of the tests stops at."""

from app.base.clock import Instant

STOPPED = Instant(1_795_352_700_000)
"""14:05 at the post, 22 November 2026."""
