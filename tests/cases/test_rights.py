"""Rights are a table, no by default; what another must second is not done alone."""

import msgspec
import pytest

from app.acts import chain, general, stamps
from app.acts.chain import Author, Draft, Tip
from app.base.clock import FakeClock
from app.base.errors import Refused
from app.base.ids import RecordId, SeededChance
from app.cases.rights import require
from app.cases.sentences import sentence
from app.reference.texts import texts
from app.security.fake_signer import CountingSigner
from app.security.roles import ASKS, SECONDS, Capacity, Role
from tests.transit.goods import DURRES
from tests.transit.post import REGISTRY, Post


def test_what_must_be_seconded_is_not_done_alone() -> None:
    durres = Post(DURRES)
    rows = {"transit.ended": {Role.OFFICER: ASKS, Role.SUPERVISOR: SECONDS}}
    durres.pack = msgspec.structs.replace(durres.pack, roles=rows)
    with pytest.raises(Refused, match=r"cases\.needs_second"):
        require(durres, "transit.ended")  # type: ignore[arg-type]  # a desk in all but settability
    with pytest.raises(Refused, match=r"security\.role_may_not"):
        require(durres, "transit.nobody")  # type: ignore[arg-type]  # as above


GENERAL: dict[str, msgspec.Struct] = {
    general.WITHDRAWN: general.Withdrawn(acts=(bytes(32),)),
    general.CORRECTED: general.Corrected(acts=(bytes(32),), reason="wrong truck"),
    general.JOINED: general.Joined(into=bytes(16)),
    general.SETTLED: general.Settled(case=bytes(16), stands=(), aside=(), reason="by telephone"),
    general.DOUBTED: general.Doubted(acts=(bytes(32),), reason="security.role_may_not"),
    general.PURGED: general.Purged(payloads=(), reason="retention over"),
}


@pytest.mark.parametrize("kind", sorted(GENERAL))
def test_every_act_any_record_may_bear_is_told_in_one_sentence(kind: str) -> None:
    stamp, _ = stamps.tick(stamps.Ticker(), FakeClock())
    author = Author(office=DURRES, capacity=Capacity.OFFICER, signer=CountingSigner(1))
    draft = Draft(record=RecordId(bytes(16)), kind=REGISTRY.kinds[kind], fact=GENERAL[kind])
    act = chain.write(draft, author, Tip(bytes(24)), stamp=stamp, chance=SeededChance(1))
    words = sentence(REGISTRY.read(act))
    said = texts("en").say(words.code, **words.parameters)
    assert not set("«»{}@") & set(said)
    assert set(GENERAL) == {one.name for one in general.KINDS}
