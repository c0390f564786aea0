"""The house's own certificates and the two ends of mutual TLS.

One private authority a house, P-256 throughout. A client certificate says which device it is; a
server certificate which hosts. No public authority is ever trusted. Private keys reach the TLS
library through a file encrypted under a word used once, never as plain text on a disk.
"""

import ipaddress
import ssl
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.base.clock import Instant, moment_of
from app.base.errors import Broken
from app.base.ids import Chance, SystemChance

LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")

_AUTHORITY_DAYS, _LEAF_DAYS = 3650, 398
_CLOCK_DOUBT = timedelta(days=2)  # a neighbour's clock may be behind ours
# SEC 2, section 2.4.2: the order of the group
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_LONGEST_NAME = 64  # RFC 5280, appendix A: ub-common-name
_SERIAL_BYTES, _SCALAR_BYTES, _WORD_BYTES = 16, 40, 32


class Identity(msgspec.Struct, frozen=True):
    """A certificate and its private key, both PEM."""

    certificate: bytes
    key: bytes

    def __repr__(self) -> str:
        return "Identity(...)"


def fresh_tls_key(chance: Chance) -> bytes:
    """Draw a P-256 key; PKCS 8, PEM."""
    scalar = int.from_bytes(chance.token(_SCALAR_BYTES), "big") % (_ORDER - 1) + 1
    return ec.derive_private_key(scalar, ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def tls_public(key: bytes) -> bytes:
    """Give the public half of a PEM key, as PEM: what a device sends to be certified."""
    return (
        _private(key)
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )


def fresh_authority(name: str, now: Instant, chance: Chance) -> Identity:
    """Found a house: a certificate that signs the others, for ten years."""
    key = fresh_tls_key(chance)
    subject = _named(name)
    public = _private(key).public_key()
    builder = (
        _begun(subject, public, now, chance)
        .issuer_name(subject)
        .not_valid_after(moment_of(now) + timedelta(days=_AUTHORITY_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
    )
    signed = builder.sign(_private(key), hashes.SHA256())
    return Identity(signed.public_bytes(serialization.Encoding.PEM), key)


def server_identity(
    authority: Identity, now: Instant, chance: Chance, *, hosts: Sequence[str] = ()
) -> Identity:
    """Certify a server for this machine's loopback names and ``hosts`` (names or addresses)."""
    key = fresh_tls_key(chance)
    names: list[x509.GeneralName] = [_host(host) for host in dict.fromkeys((*LOOPBACK, *hosts))]
    builder = (
        _begun(_named((*hosts, "localhost")[0]), _private(key).public_key(), now, chance)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    )
    return Identity(_certified(authority, builder, now), key)


def client_certificate(
    authority: Identity, now: Instant, chance: Chance, *, device: bytes, public: bytes
) -> bytes:
    """Certify a device's own TLS key; PEM. ``public``: what ``tls_public`` gave.

    Raises:
        Broken: ``public`` is no P-256 key.
    """
    try:
        read = serialization.load_pem_public_key(public)
    except ValueError as wrong:
        raise Broken("security.certificate_unreadable") from wrong
    if not isinstance(read, ec.EllipticCurvePublicKey):
        raise Broken("security.certificate_unreadable")
    builder = _begun(_named(device.hex()), read, now, chance).add_extension(
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False
    )
    return _certified(authority, builder, now)


def device_named(certificate: bytes) -> bytes:
    """Give the 16 bytes of the device a client certificate (DER or PEM) names.

    The TLS library has checked the signature by then.

    Raises:
        Broken: not a client certificate of this kind.
    """
    try:
        loads = x509.load_pem_x509_certificate
        if not certificate.startswith(b"-----"):
            loads = x509.load_der_x509_certificate
        name = loads(certificate).subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0]
        return bytes.fromhex(str(name.value))
    except (ValueError, IndexError) as wrong:
        raise Broken("security.certificate_unreadable") from wrong


def ends_at(certificate: bytes) -> Instant:
    """Tell until when a certificate (PEM) holds, ms UTC.

    Raises:
        Broken: not a certificate.
    """
    return Instant(int(_read(certificate).not_valid_after_utc.timestamp() * 1000))


def public_of(certificate: bytes) -> bytes:
    """Give the public key a certificate (PEM) was made for, PEM.

    Raises:
        Broken: not a certificate.
    """
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return _read(certificate).public_key().public_bytes(serialization.Encoding.PEM, form)


def _read(certificate: bytes) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(certificate)
    except ValueError as wrong:
        raise Broken("security.certificate_unreadable") from wrong


def client_context(authority: bytes, certificate: bytes = b"", key: bytes = b"") -> ssl.SSLContext:
    """Make the calling end: trusts this authority (PEM) only, checks the host, TLS 1.2 up.

    Without a certificate the other end learns nobody's name: for pairing.

    Raises:
        Broken: a certificate or key cannot be read.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    _prepare(context, authority)
    if certificate:
        _load(context, Identity(certificate, key))
    return context


def server_context(
    authority: bytes, identity: Identity, *, demand_client: bool = True
) -> ssl.SSLContext:
    """Make the answering end; without ``demand_client`` a caller may come without a name.

    Raises:
        Broken: a certificate or key cannot be read.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _prepare(context, authority)
    context.verify_mode = ssl.CERT_REQUIRED if demand_client else ssl.CERT_OPTIONAL
    _load(context, identity)
    return context


def take_up(context: ssl.SSLContext, authority: bytes, identity: Identity) -> None:
    """Have the connections yet to come trust these authorities too, and see this certificate.

    Raises:
        Broken: a certificate or key cannot be read.
    """
    _prepare(context, authority)
    _load(context, identity)


def _prepare(context: ssl.SSLContext, authority: bytes) -> None:
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_verify_locations(cadata=authority.decode("ascii"))
    except (ssl.SSLError, ValueError) as wrong:
        raise Broken("security.certificate_unreadable") from wrong


def _load(context: ssl.SSLContext, identity: Identity) -> None:
    """Hand over certificate and key; the library reads both from files only."""
    # drawn afresh, used once and told to nobody: no test or replay ever needs to know it
    word = SystemChance().token(_WORD_BYTES).hex().encode()
    locked = _private(identity.key).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(word),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "identity.pem"
        path.touch(mode=0o600)
        path.write_bytes(locked + identity.certificate)
        try:
            context.load_cert_chain(path, password=word)
        except (ssl.SSLError, OSError) as wrong:
            raise Broken("security.certificate_unreadable") from wrong


def _private(key: bytes) -> ec.EllipticCurvePrivateKey:
    try:
        read = serialization.load_pem_private_key(key, password=None)
    except ValueError as wrong:
        raise Broken("security.certificate_unreadable") from wrong
    if not isinstance(read, ec.EllipticCurvePrivateKey):
        raise Broken("security.certificate_unreadable")
    return read


def _begun(
    subject: x509.Name, public: ec.EllipticCurvePublicKey, now: Instant, chance: Chance
) -> x509.CertificateBuilder:
    serial = int.from_bytes(chance.token(_SERIAL_BYTES), "big") >> 1 | 1
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(public)
        .serial_number(serial)
        .not_valid_before(moment_of(now) - _CLOCK_DOUBT)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _certified(authority: Identity, builder: x509.CertificateBuilder, now: Instant) -> bytes:
    issuer = x509.load_pem_x509_certificate(authority.certificate)
    signer = _private(authority.key)
    from_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    return (
        builder.issuer_name(issuer.subject)
        .not_valid_after(moment_of(now) + timedelta(days=_LEAF_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(from_key, critical=False)
        .sign(signer, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:_LONGEST_NAME])])


def _host(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
