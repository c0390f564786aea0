"""Posts and hubs in processes of their own, each with its own store and keys, and lines between.

Every line runs over a port of ours, where bytes are counted and the line can be cut.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from app.base.ids import Chance
from app.training.holding import Holding
from app.training.hub_child import Enrol, OpenHub, Trust
from app.training.lines import Exchange, Line
from app.training.pipes import Child
from app.training.post_child import OpenPost, Rounds
from app.training.verdict import Administration

POST_MODULE = "app.training.post_child"
HUB_MODULE = "app.training.hub_child"
OFFICERS = {
    "AL002000": "GJOKA Elira",
    "AL003010": "HOXHA Arben",
    "XK002010": "KRASNIQI Blerim",
    "XK001010": "BERISHA Teuta",
    "XK002020": "SHALA Valon",
}
"""Who is on duty where; invented."""

_SECRET_BYTES = 12


class World:
    """Everything that runs during a story; closing it ends every process and line."""

    def __init__(
        self, folder: Path, offices: tuple[str, ...], *, chance: Chance, between: bool = True
    ) -> None:
        """Start it; ``between`` False leaves the hubs strangers to each other."""
        self.folder = folder
        self.countries = tuple(dict.fromkeys(office[:2] for office in offices))
        self._ending = ExitStack()
        with ExitStack() as starting:
            starting.callback(self._ending.close)
            exchange = Exchange()
            self._ending.callback(exchange.close)
            self.hubs = {one: self._child(f"hub {one}", HUB_MODULE) for one in self.countries}
            self.posts = {one: self._child(f"post {one}", POST_MODULE) for one in offices}
            self.lines = {name: exchange.line(name) for name in self._names()}
            self._open(chance)
            self._serve(between=between)
            self._pair()
            starting.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all processes, then the lines."""
        self._ending.close()

    def between(self, country: str) -> tuple[Line, ...]:
        """The lines on which a country's hub calls its neighbours."""
        return tuple(
            line for name, line in self.lines.items() if name.startswith(f"{country} to ")
        )

    def administrations(self) -> tuple[Administration, ...]:
        """What every hub and every post holds now."""
        for child in (*self.hubs.values(), *self.posts.values()):
            child.tell("holding")
        hubs = {name: child.hear(Holding) for name, child in self.hubs.items()}
        posts = {name: child.hear(Holding) for name, child in self.posts.items()}
        return tuple(
            Administration(
                country=country,
                hub=hub,
                posts={office: held for office, held in posts.items() if office[:2] == country},
            )
            for country, hub in hubs.items()
        )

    def _child(self, name: str, module: str) -> Child:
        child = Child(name, module, self.folder)
        self._ending.callback(child.close)
        return child

    def _names(self) -> Iterator[str]:
        yield from self.posts
        for country in self.countries:
            yield from (f"{country} to {other}" for other in self.countries if other != country)

    def _open(self, chance: Chance) -> None:
        """Let all of them make their stores at the same time."""
        for country, hub in self.hubs.items():
            folder = str(self.folder / f"hub-{country}")
            hub.tell("open", OpenHub(folder=folder, country=country))
        for office, post in self.posts.items():
            asked = OpenPost(
                folder=str(self.folder / f"post-{office}"),
                office=office,
                officer=OFFICERS[office],
                secret=chance.token(_SECRET_BYTES).hex(),
            )
            post.tell("open", asked)
        self._cards = {country: hub.hear(bytes) for country, hub in self.hubs.items()}
        self._requests = {office: post.hear(bytes) for office, post in self.posts.items()}

    def _serve(self, *, between: bool) -> None:
        """Introduce the hubs to each other, then let them answer."""
        for country, hub in self.hubs.items():
            for other, card in self._cards.items():
                if between and other != country:
                    trusted = Trust(card=card, url=self.lines[f"{country} to {other}"].url)
                    hub.ask("trust", trusted, type(None))
        for country, hub in self.hubs.items():
            port = hub.ask("serve", None, int)
            for name, line in self.lines.items():
                to = name.rpartition(" ")[2]  # a post's line leads to the hub of its country
                if to[:2] == country:
                    line.target = port

    def _pair(self) -> None:
        """Enrol every post at its hub; the first round brings it its numbers."""
        for office, post in self.posts.items():
            asked = Enrol(request=self._requests[office], url=self.lines[office].url)
            post.ask("pair", self.hubs[office[:2]].ask("enrol", asked, bytes), str)
            post.ask("sync", None, Rounds)
