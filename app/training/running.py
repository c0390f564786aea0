"""The demonstration while somebody works at it: hubs on the loopback, the neighbour at work."""

from contextlib import ExitStack
from types import TracebackType
from typing import Self

import msgspec

from app.base.clock import Clock
from app.base.ids import Chance
from app.hub import enrolment
from app.hub.hub import Hub
from app.hub.premises import HubPremises
from app.hub.run import Serving
from app.models.store import Store
from app.sync.peers import keep_peer, peers
from app.training.demonstration import Demonstration
from app.training.neighbour import Neighbour
from app.training.play import PRISHTINA
from app.workstation.premises import Premises
from app.workstation.rooms import Rooms


class Running:
    """Hubs that answer on free ports of the loopback, and the neighbour's officers at work."""

    def __init__(self, played: Demonstration, *, clock: Clock, chance: Chance) -> None:
        self._played = played
        self._clock = clock
        self._chance = chance
        self._rooms = Rooms()
        self._ending = ExitStack()
        self.serving: dict[str, Serving] = {}
        self.neighbour: Neighbour | None = None

    def __enter__(self) -> Self:
        with ExitStack() as starting:
            starting.callback(self._ending.close)
            for country in self._played.hubs:
                self.serving[country] = self._opened(country)
            self._introduce()
            for serving in self.serving.values():
                serving.start()
                self._ending.callback(serving.stop)
            self.neighbour = self._ending.enter_context(
                Neighbour(
                    self._played.desks[PRISHTINA],
                    self._played.secret,
                    self.serving["XK"].hub.changed,
                    clock=self._clock,
                    chance=self._chance,
                )
            )
            starting.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ending.close()

    def _opened(self, country: str) -> Serving:
        premises = HubPremises.open(self._played.hubs[country], self._rooms.registry)
        return Serving(Hub(premises, self._rooms, clock=self._clock, chance=self._chance))

    def _introduce(self) -> None:
        """Tell hubs and desks where everybody answers today: ports are drawn at every start."""
        for country, serving in self.serving.items():
            for other, abroad in self.serving.items():
                if other != country:
                    card = enrolment.card_bytes(abroad.hub.premises)
                    enrolment.trust(serving.hub.premises, card, abroad.url)
        for folder in self._played.desks.values():
            self._tell_desk(Premises.open(folder, self._chance))

    def _tell_desk(self, premises: Premises) -> None:
        officer = premises.vault.officers()[0].officer
        unlocked = premises.vault.unlock(officer, self._played.secret, self._clock.now())
        url = self.serving[premises.office[:2]].url
        with (
            Store.open(premises.folder, unlocked.store_key, self._rooms.registry) as store,
            store.writing() as unit,
        ):
            for peer in peers(unit):
                keep_peer(unit, msgspec.structs.replace(peer, url=url))
