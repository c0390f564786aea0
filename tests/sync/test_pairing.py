"""Two small files pair a device with its hub; a changed byte or another device pairs nothing."""

from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from app.base.clock import FakeClock
from app.base.errors import Refused
from app.base.ids import SeededChance
from app.models.store import Store
from app.security.credentials import Credential, signed_credential
from app.security.roles import Role
from app.security.signatures import fresh_signing_key
from app.sync import pairing
from app.sync.pairing import Grant, Request
from app.sync.peers import (
    NOTED_EVERY_MS,
    LinkState,
    after_round,
    is_worth_noting,
    links,
    note_link,
    peers,
)
from tests.acts.example import REGISTRY

CHANCE = SeededChance(11)
CLOCK = FakeClock()
DEVICE, HUB, OFFICER = (fresh_signing_key(CHANCE) for _ in range(3))
CREDENTIAL = Credential(
    public=OFFICER.public,
    person="1001",
    name="HOXHA Arben",
    roles=(Role.OFFICER,),
    offices=("AL002000",),
    not_after=CLOCK.now(),
)
REQUEST = Request(
    device=DEVICE.key_id,
    public=DEVICE.public,
    tls=b"PEM",
    office="AL002000",
    name="desk 1",
    officers=(CREDENTIAL,),
)
GRANT = Grant(
    device=DEVICE.key_id,
    name="AL hub",
    url="https://hub.example:8440",
    hub=HUB.key_id,
    public=HUB.public,
    authority=b"PEM",
    certificate=b"PEM",
    officers=(signed_credential(CREDENTIAL, HUB),),
)


def test_a_request_reads_back_as_it_was_asked() -> None:
    assert pairing.read_request(pairing.ask(REQUEST, DEVICE)) == REQUEST


def test_a_request_that_another_key_signed_is_none() -> None:
    with pytest.raises(Refused) as refused:
        pairing.read_request(pairing.ask(REQUEST, HUB))
    assert refused.value.code == "pair.not_a_request"


def test_no_changed_byte_is_taken_for_a_request_or_a_grant() -> None:
    asked, given = pairing.ask(REQUEST, DEVICE), pairing.give(GRANT, HUB)
    for place in range(0, len(asked), 7):
        with suppress(Refused):
            pairing.read_request(asked[:place] + bytes([asked[place] ^ 1]) + asked[place + 1 :])
            pytest.fail(f"byte {place} of a request")
    for place in range(0, len(given), 7):
        with suppress(Refused):
            changed = given[:place] + bytes([given[place] ^ 1]) + given[place + 1 :]
            pairing.read_grant(changed, DEVICE.key_id)
            pytest.fail(f"byte {place} of a grant")


def test_a_grant_is_good_for_the_device_it_was_made_for() -> None:
    content = pairing.give(GRANT, HUB)

    assert pairing.read_grant(content, DEVICE.key_id) == GRANT
    with pytest.raises(Refused) as refused:
        pairing.read_grant(content, bytes(16))
    assert refused.value.code == "pair.another_device"


def test_a_grant_with_credentials_the_hub_did_not_sign_is_none() -> None:
    forged = msgspec.structs.replace(GRANT, officers=(signed_credential(CREDENTIAL, DEVICE),))

    with pytest.raises(Refused) as refused:
        pairing.read_grant(pairing.give(forged, HUB), DEVICE.key_id)
    assert refused.value.code == "pair.not_a_grant"


def test_both_sides_see_the_same_words_and_another_hub_gives_others() -> None:
    words = pairing.words_of(DEVICE.public, HUB.public)

    assert words == pairing.words_of(DEVICE.public, HUB.public)
    assert words != pairing.words_of(DEVICE.public, OFFICER.public)


def test_a_hub_paired_again_takes_the_place_of_the_former(tmp_path: Path) -> None:
    with Store.create(tmp_path / "post", bytes(32), REGISTRY, clock=CLOCK, chance=CHANCE) as store:
        pairing.accept(store, GRANT)
        pairing.accept(store, msgspec.structs.replace(GRANT, url="https://other.example"))
        with store.reading() as look:
            (peer,) = peers(look)
            (link,) = links(look)
        assert peer.url == "https://other.example"
        assert link == LinkState(name="AL hub")
        with store.writing() as unit:
            note_link(unit, after_round(link, now=5, trouble="sync.no_line"))
        with store.reading() as look:
            assert links(look)[0].state == "down"


def test_a_link_says_since_when_it_is_as_it_is() -> None:
    up = after_round(LinkState(name="AL hub"), now=100)
    down = after_round(up, now=200, trouble="sync.no_line")
    still = after_round(down, now=300, trouble="sync.line_cut")
    told = after_round(still, now=400, notice="sync.forked")

    assert (up.state, up.since, up.last_exchange) == ("up", 100, 100)
    assert (down.state, down.since, down.last_exchange) == ("down", 200, 100)
    assert (still.since, still.trouble) == (200, "sync.line_cut")
    assert (told.state, told.since, told.trouble) == ("up", 400, "sync.forked")


def test_a_link_goes_to_disk_when_it_changed_or_a_minute_has_passed() -> None:
    up = after_round(LinkState(name="AL hub"), now=100)

    assert is_worth_noting(LinkState(name="AL hub"), up)
    assert not is_worth_noting(up, after_round(up, now=200))
    assert is_worth_noting(up, after_round(up, now=100 + NOTED_EVERY_MS))
    assert is_worth_noting(up, after_round(up, now=200, trouble="sync.no_line"))
