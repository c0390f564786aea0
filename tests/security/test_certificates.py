import socket
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519

from app.base.clock import Instant, SystemClock
from app.base.errors import Broken
from app.base.ids import SystemChance
from app.security.certificates import (
    Identity,
    client_certificate,
    client_context,
    device_named,
    ends_at,
    fresh_authority,
    fresh_tls_key,
    public_of,
    server_context,
    server_identity,
    tls_public,
)

CHANCE = SystemChance()
NOW = SystemClock().now()
DAY = 86_400_000
DEVICE = bytes(range(16))

HOUSE = fresh_authority("Customs of Example", NOW, CHANCE)
STRANGERS = fresh_authority("Customs of Example", NOW, CHANCE)
SERVER = server_identity(HOUSE, NOW, CHANCE, hosts=("hub.example", "192.0.2.7"))
CLIENT_KEY = fresh_tls_key(CHANCE)


def client(authority: Identity, now: Instant = NOW) -> bytes:
    return client_certificate(authority, now, CHANCE, device=DEVICE, public=tls_public(CLIENT_KEY))


def shake_hands(
    calling: ssl.SSLContext, answering: ssl.SSLContext, host: str = "127.0.0.1"
) -> tuple[bytes | None, str | None]:
    """Give the caller's certificate as the answering end saw it, and the protocol."""
    near, far = socket.socketpair()

    def answer() -> tuple[bytes | None, str | None]:
        with far, answering.wrap_socket(far, server_side=True) as end:
            end.sendall(end.recv(4))
            return end.getpeercert(binary_form=True), end.version()

    with ThreadPoolExecutor(1) as pool:
        answered = pool.submit(answer)
        with near, calling.wrap_socket(near, server_hostname=host) as end:
            end.sendall(b"ping")
            assert end.recv(4) == b"ping"
        return answered.result()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "hub.example", "192.0.2.7"])
def test_both_ends_know_each_other(host: str) -> None:
    calling = client_context(HOUSE.certificate, client(HOUSE), CLIENT_KEY)
    answering = server_context(HOUSE.certificate, SERVER)

    seen, protocol = shake_hands(calling, answering, host)

    assert seen is not None
    assert device_named(seen) == DEVICE
    assert protocol in ("TLSv1.2", "TLSv1.3")


def test_a_caller_without_a_name_gets_in_only_for_pairing() -> None:
    calling = client_context(HOUSE.certificate)

    seen, _ = shake_hands(calling, server_context(HOUSE.certificate, SERVER, demand_client=False))
    assert seen is None

    with pytest.raises((ssl.SSLError, ConnectionError, AssertionError)):
        shake_hands(calling, server_context(HOUSE.certificate, SERVER))


@pytest.mark.parametrize(
    "certificate",
    [
        pytest.param(client(STRANGERS), id="another authority of the same name"),
        pytest.param(client(HOUSE, Instant(NOW - 500 * DAY)), id="its time has ended"),
        pytest.param(client(HOUSE, Instant(NOW + 10 * DAY)), id="its time has not come"),
    ],
)
def test_a_caller_with_a_wrong_certificate_is_refused(certificate: bytes) -> None:
    calling = client_context(HOUSE.certificate, certificate, CLIENT_KEY)

    with pytest.raises((ssl.SSLError, ConnectionError, AssertionError)):
        shake_hands(calling, server_context(HOUSE.certificate, SERVER))


def test_a_server_certificate_does_not_serve_a_caller_nor_the_other_way_round() -> None:
    as_caller = client_context(HOUSE.certificate, SERVER.certificate, SERVER.key)
    with pytest.raises((ssl.SSLError, ConnectionError, AssertionError)):
        shake_hands(as_caller, server_context(HOUSE.certificate, SERVER))

    as_server = server_context(HOUSE.certificate, Identity(client(HOUSE), CLIENT_KEY))
    with pytest.raises(ssl.SSLError):
        shake_hands(client_context(HOUSE.certificate, client(HOUSE), CLIENT_KEY), as_server)


def test_a_server_of_another_house_or_name_is_refused() -> None:
    foreign = server_identity(STRANGERS, NOW, CHANCE)
    calling = client_context(HOUSE.certificate, client(HOUSE), CLIENT_KEY)

    with pytest.raises(ssl.SSLError):
        shake_hands(calling, server_context(HOUSE.certificate, foreign, demand_client=False))
    with pytest.raises(ssl.SSLError):
        shake_hands(calling, server_context(HOUSE.certificate, SERVER), "other.example")


def test_old_protocols_are_refused() -> None:
    for context in (client_context(HOUSE.certificate), server_context(HOUSE.certificate, SERVER)):
        assert context.minimum_version == ssl.TLSVersion.TLSv1_2
        assert context.verify_mode == ssl.CERT_REQUIRED


def test_a_leaf_cannot_found_a_house_of_its_own() -> None:
    forged = server_identity(SERVER, NOW, CHANCE)
    chain = Identity(forged.certificate + SERVER.certificate, forged.key)
    calling = client_context(HOUSE.certificate)

    with pytest.raises(ssl.SSLError):
        shake_hands(calling, server_context(HOUSE.certificate, chain, demand_client=False))


def test_a_certificate_tells_its_key_and_until_when_it_holds() -> None:
    certificate = client(HOUSE)

    assert public_of(certificate) == tls_public(CLIENT_KEY)
    assert NOW < ends_at(client(HOUSE, Instant(NOW - 10 * DAY))) < ends_at(certificate)


@pytest.mark.parametrize("wrong", [b"", b"no certificate", HOUSE.certificate[:99]])
def test_what_cannot_be_read_is_said_in_words(wrong: bytes) -> None:
    attempts: list[Callable[[], object]] = [
        lambda: client_context(wrong),
        lambda: client_context(HOUSE.certificate, wrong or b"-", CLIENT_KEY),
        lambda: server_context(HOUSE.certificate, Identity(wrong, SERVER.key)),
        lambda: server_context(HOUSE.certificate, Identity(SERVER.certificate, wrong)),
        lambda: device_named(wrong),
        lambda: ends_at(wrong),
        lambda: public_of(wrong),
        lambda: client_certificate(HOUSE, NOW, CHANCE, device=DEVICE, public=wrong),
    ]

    for attempt in attempts:
        with pytest.raises(Broken, match=r"security\.certificate_unreadable"):
            attempt()


def test_keys_of_another_kind_are_not_certified() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )

    with pytest.raises(Broken):
        client_certificate(HOUSE, NOW, CHANCE, device=DEVICE, public=public)
    with pytest.raises(Broken):
        server_context(HOUSE.certificate, Identity(SERVER.certificate, private))


def test_a_certificate_that_names_no_device_is_refused() -> None:
    with pytest.raises(Broken):
        device_named(HOUSE.certificate)


def test_the_key_of_an_identity_is_never_printed() -> None:
    assert repr(SERVER) == "Identity(...)"
