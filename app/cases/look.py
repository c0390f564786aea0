"""What a view may look at: the store as it is now, with the pack, who asks and when."""

from typing import Protocol

from app.acts.envelope import Act
from app.acts.steps import Actor, Words
from app.acts.told import Told
from app.base.clock import Instant
from app.models.looks import StoreReading
from app.reference.packs import CountryPack


class Look(Protocol):
    """One consistent look; lives for one question."""

    @property
    def store(self) -> StoreReading:
        """The store's named questions."""

    @property
    def pack(self) -> CountryPack:
        """The country pack."""

    @property
    def actor(self) -> Actor:
        """Who asks."""

    @property
    def now(self) -> Instant:
        """When, ms UTC."""

    def told(self, act: Act) -> Told:
        """Read an act's payload."""

    def sentence(self, act: Act) -> Words:
        """Tell an act in one sentence."""
