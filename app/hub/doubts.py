"""Which acts the centre takes out of effect: signatures, credentials, devices that do not hold."""

from app.acts import envelope as envelopes
from app.acts.envelope import Act
from app.hub.centre import Doubt
from app.hub.enrolment import credentials_of
from app.models.devices import Device
from app.security.credentials import Credential
from app.security.signatures import verify

SIGNATURE = "hub.signature_does_not_hold"
REVOKED = "hub.device_revoked"
PAYLOAD = "hub.payload_not_canonical"


def found(acts: tuple[Act, ...], device: Device, aside: frozenset[bytes]) -> tuple[Doubt, ...]:
    """The doubts over new acts of a device, one for each record and reason.

    ``aside`` are the ids of acts whose payload cannot be read.
    """
    keys = {one.key_id: one for one in credentials_of(device)}
    doubted: dict[tuple[bytes, str], list[bytes]] = {}
    for act in acts:
        reason = _reason(act, device, keys, aside)
        if reason:
            doubted.setdefault((act.record, reason), []).append(act.id)
    return tuple(
        Doubt(record, tuple(ids), reason) for (record, reason), ids in sorted(doubted.items())
    )


def _reason(
    act: Act, device: Device, keys: dict[bytes, Credential], aside: frozenset[bytes]
) -> str:
    if act.id in aside:
        return PAYLOAD
    if device.revoked:
        return REVOKED
    officer = act.envelope.officer
    if not officer:
        return ""
    credential = keys.get(officer)
    holds = (
        credential is not None
        and act.envelope.office in credential.offices
        and verify(credential.public, envelopes.SIGNED_AS, act.id, act.signature)
    )
    return "" if holds else SIGNATURE
