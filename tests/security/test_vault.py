from pathlib import Path

import msgspec
import pytest

from app.base.clock import Instant
from app.base.errors import Broken, Refused
from app.base.ids import SeededChance
from app.security.attempts import DELAYS_S
from app.security.canonical import decode, encode, struct_bytes
from app.security.credentials import Credential
from app.security.keystore import FileKeyStore, MemoryKeyStore
from app.security.roles import Role
from app.security.sealing import CEILING, Cost
from app.security.signatures import ACT, SigningKey, fresh_signing_key, verify
from app.security.vault import VAULT_FILE, Vault
from app.security.wraps import content_from

NOW = Instant(1_795_356_300_000)
DAY = 86_400_000
DEVICE = b"\x07" * 16
ANA, BEN = "seven goats by the river", "the ferry leaves at nine"


def credential(key: SigningKey, name: str, *, days: int = 30) -> Credential:
    return Credential(
        public=key.public,
        person=f"K{len(name)}",
        name=name,
        roles=(Role.OFFICER,),
        offices=("AL006200",),
        not_after=NOW + days * DAY,
    )


class Post:
    """A vault with two officers in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.chance = SeededChance(1)
        self.keys = MemoryKeyStore()
        self.vault, self.store_key = Vault.create(folder, self.keys, self.chance, device=DEVICE)
        self.ana, self.ben = (fresh_signing_key(self.chance) for _ in range(2))
        self.enrol(self.ana, "Ana", ANA)
        self.enrol(self.ben, "Ben", BEN)

    def enrol(self, key: SigningKey, name: str, secret: str, *, days: int = 7) -> None:
        self.vault.enrol(
            key,
            credential(key, name),
            secret=secret,
            store_key=self.store_key,
            not_after=Instant(NOW + days * DAY),
        )

    def reopened(self) -> Vault:
        return Vault.open(self.folder, self.keys, self.chance)


@pytest.fixture
def post(tmp_path: Path) -> Post:
    return Post(tmp_path / "store")


def refusal(vault: Vault, officer: bytes, secret: str, now: Instant = NOW) -> Refused:
    with pytest.raises(Refused) as refused:
        vault.unlock(officer, secret, now)
    return refused.value


def test_each_officer_opens_the_same_store_and_signs_with_a_key_of_their_own(post: Post) -> None:
    vault = post.reopened()

    ana = vault.unlock(post.ana.key_id, ANA, NOW)
    ben = vault.unlock(post.ben.key_id, BEN, NOW)

    assert ana.store_key == ben.store_key == post.store_key
    assert verify(post.ana.public, ACT, b"id", ana.signer.sign(ACT, b"id"))
    assert verify(post.ben.public, ACT, b"id", ben.signer.sign(ACT, b"id"))
    assert ana.officer == post.ana.key_id
    assert ana.credential.name == "Ana"
    assert vault.device == DEVICE


def test_the_sign_in_page_lists_everybody_by_name(post: Post) -> None:
    lines = post.reopened().officers()

    assert [(line.credential.name, line.officer, line.disabled) for line in lines] == [
        ("Ana", post.ana.key_id, False),
        ("Ben", post.ben.key_id, False),
    ]


def test_a_wrong_secret_and_an_unknown_officer_read_the_same(post: Post) -> None:
    wrong = refusal(post.vault, post.ana.key_id, BEN)
    nobody = refusal(post.vault, b"\x09" * 16, BEN)

    assert str(wrong) == str(nobody) == "security.not_unlocked"


def test_nothing_readable_lies_on_the_disk(post: Post) -> None:
    stored = (post.folder / VAULT_FILE).read_bytes()

    for secret in (
        post.store_key,
        post.ana.private,
        ANA.encode(),
        b"Ana",
        b"AL006200",
    ):
        assert secret not in stored
    assert [path.name for path in post.folder.iterdir()] == [VAULT_FILE]


def test_a_copied_store_does_not_open_without_the_machines_secret(post: Post) -> None:
    with pytest.raises(Broken, match=r"security\.not_this_machine"):
        Vault.open(post.folder, MemoryKeyStore(), post.chance)

    other = MemoryKeyStore()
    other.put("machine", bytes(32))
    copied = Vault.open(post.folder, other, post.chance)

    assert refusal(copied, post.ana.key_id, ANA).code == "security.not_unlocked"
    with pytest.raises(Broken, match=r"security\.vault_damaged"):
        copied.officers()


def test_wrong_attempts_are_slowed_down_and_the_tenth_closes_the_way(post: Post) -> None:
    officer = post.ana.key_id
    now = NOW

    for delay in DELAYS_S:
        assert refusal(post.vault, officer, BEN, now).code == "security.not_unlocked"
        assert post.vault.wait_s(officer, now) == delay
        if delay:
            waiting = refusal(post.vault, officer, ANA, now)
            assert waiting.code == "security.wait"
            assert waiting.parameters == {"n": delay}
        now = Instant(now + delay * 1000)
        assert post.vault.wait_s(officer, now) == 0
    assert refusal(post.vault, officer, BEN, now).code == "security.not_unlocked"

    assert refusal(post.reopened(), officer, ANA, Instant(now + DAY)).code == "security.disabled"
    assert [line.disabled for line in post.vault.officers()] == [True, False]
    assert post.vault.unlock(post.ben.key_id, BEN, now).failures == 0


def test_enrolling_again_opens_a_closed_way(post: Post) -> None:
    now = NOW
    for _ in range(10):
        refusal(post.vault, post.ana.key_id, BEN, now)
        now = Instant(now + 60_000)

    post.enrol(post.ana, "Ana", ANA)

    assert post.vault.unlock(post.ana.key_id, ANA, now).failures == 0


def test_a_right_secret_ends_the_row_and_tells_how_many_were_wrong(post: Post) -> None:
    for _ in range(3):
        refusal(post.vault, post.ana.key_id, BEN)

    assert post.vault.unlock(post.ana.key_id, ANA, NOW).failures == 3
    assert post.vault.unlock(post.ana.key_id, ANA, NOW).failures == 0


def test_setting_the_clock_back_neither_shortens_nor_prolongs_the_wait(post: Post) -> None:
    for _ in range(4):
        refusal(post.vault, post.ana.key_id, BEN)
    earlier = Instant(NOW - 10 * DAY)

    assert refusal(post.vault, post.ana.key_id, ANA, earlier).code == "security.wait"

    assert post.vault.unlock(post.ana.key_id, ANA, Instant(earlier + 1000)).failures == 4


def test_an_officer_whose_time_has_ended_may_read_but_not_act(post: Post) -> None:
    late = post.vault.unlock(post.ana.key_id, ANA, Instant(NOW + 7 * DAY + 1))

    assert late.store_key == post.store_key
    assert late.ended
    with pytest.raises(Refused, match=r"security\.credential_ended"):
        _ = late.signer

    in_time = post.vault.unlock(post.ana.key_id, ANA, NOW)
    assert not in_time.has_ended(Instant(NOW + 7 * DAY))
    assert in_time.has_ended(Instant(NOW + 7 * DAY + 1))


def test_the_way_in_never_outlives_the_credential(post: Post) -> None:
    post.enrol(post.ana, "Ana", ANA, days=300)

    assert post.vault.unlock(post.ana.key_id, ANA, NOW).not_after == NOW + 30 * DAY


def test_a_contact_with_the_centre_brings_a_later_end_without_typing_the_secret(
    post: Post,
) -> None:
    unlocked = post.vault.unlock(post.ana.key_id, ANA, Instant(NOW + 8 * DAY))
    promoted = msgspec.structs.replace(
        unlocked.credential, roles=(Role.SUPERVISOR,), serial=2, not_after=NOW + 60 * DAY
    )

    later = post.vault.renew(
        unlocked, Instant(NOW + 8 * DAY), not_after=Instant(NOW + 15 * DAY), credential=promoted
    )

    assert later.signer.public == post.ana.public
    again = post.reopened().unlock(post.ana.key_id, ANA, Instant(NOW + 14 * DAY))
    assert again.credential == promoted
    assert again.not_after == NOW + 15 * DAY
    assert again.signer.public == post.ana.public


def test_nobody_is_renewed_with_anothers_credential_or_after_removal(post: Post) -> None:
    unlocked = post.vault.unlock(post.ana.key_id, ANA, NOW)
    end = Instant(NOW + DAY)

    with pytest.raises(ValueError, match="another key"):
        post.vault.renew(unlocked, NOW, not_after=end, credential=credential(post.ben, "Ben"))
    post.vault.remove(post.ana.key_id)
    with pytest.raises(Refused):
        post.vault.renew(unlocked, NOW, not_after=end, credential=unlocked.credential)


def test_a_changed_secret_replaces_the_old_one_and_keeps_the_keys(post: Post) -> None:
    fresh = "nine boats on the lake"

    changed = post.vault.change_secret(post.ana.key_id, ANA, fresh, now=NOW)

    assert changed.signer.public == post.ana.public
    assert post.reopened().unlock(post.ana.key_id, fresh, NOW).store_key == post.store_key
    assert refusal(post.vault, post.ana.key_id, ANA).code == "security.not_unlocked"


def test_a_secret_that_is_soon_guessed_changes_nothing(post: Post) -> None:
    with pytest.raises(Refused, match=r"security\.secret_known"):
        post.vault.change_secret(post.ana.key_id, ANA, "Password 2026!", now=NOW)

    assert post.vault.unlock(post.ana.key_id, ANA, NOW).store_key == post.store_key


def test_a_pin_is_taken_only_where_the_key_store_is_bound_to_the_machine(
    post: Post, tmp_path: Path
) -> None:
    post.enrol(post.ana, "Ana", "739105")
    assert post.vault.unlock(post.ana.key_id, "739105", NOW).store_key == post.store_key

    keys = FileKeyStore(tmp_path / "keys")
    vault, store_key = Vault.create(tmp_path / "other", keys, post.chance, device=DEVICE)
    with pytest.raises(Refused, match=r"security\.pin_not_here"):
        vault.enrol(
            post.ana,
            credential(post.ana, "Ana"),
            secret="739105",
            store_key=store_key,
            not_after=NOW,
        )
    assert vault.officers() == ()


def test_the_store_key_is_told_from_another_before_anything_is_wrapped(post: Post) -> None:
    assert post.vault.fits(post.store_key)
    assert not post.vault.fits(bytes(32))

    post.store_key = bytes(32)
    with pytest.raises(Broken, match=r"security\.wrong_store_key"):
        post.enrol(post.ana, "Ana", ANA)


def test_a_credential_about_another_key_is_not_wrapped(post: Post) -> None:
    with pytest.raises(ValueError, match="another key"):
        post.vault.enrol(
            post.ben,
            credential(post.ana, "Ana"),
            secret=ANA,
            store_key=post.store_key,
            not_after=NOW,
        )


def test_a_removed_officer_is_nobody(post: Post) -> None:
    post.vault.remove(post.ana.key_id)

    assert [line.credential.name for line in post.reopened().officers()] == ["Ben"]
    assert refusal(post.vault, post.ana.key_id, ANA).code == "security.not_unlocked"


def test_a_revoked_device_opens_nothing_any_more(post: Post) -> None:
    copy = (post.folder / VAULT_FILE).read_bytes()

    post.vault.destroy()

    assert post.vault.officers() == ()
    with pytest.raises(Broken, match=r"security\.vault_missing"):
        post.reopened()
    (post.folder / VAULT_FILE).write_bytes(copy)
    with pytest.raises(Broken, match=r"security\.not_this_machine"):
        post.reopened()


def test_an_empty_vault_treats_everybody_as_nobody(tmp_path: Path) -> None:
    vault, _ = Vault.create(tmp_path, MemoryKeyStore(), SeededChance(1), device=DEVICE)

    assert refusal(vault, b"\x09" * 16, ANA).code == "security.not_unlocked"


def test_a_vault_is_never_made_over_another(post: Post) -> None:
    with pytest.raises(Broken, match=r"security\.vault_exists"):
        Vault.create(post.folder, post.keys, post.chance, device=DEVICE)


def test_an_unlocked_vault_does_not_print_its_keys(post: Post) -> None:
    unlocked = post.vault.unlock(post.ana.key_id, ANA, NOW)

    assert post.store_key.hex() not in repr(unlocked)
    assert post.ana.key_id.hex() in repr(unlocked)


FIELDS = ["not_after", "about", "nonce", "sealed", "salt", "officer", "t"]


@pytest.mark.parametrize("field", FIELDS)
def test_one_changed_field_of_a_wrap_and_it_opens_no_more(post: Post, field: str) -> None:
    path = post.folder / VAULT_FILE
    content = content_from(path.read_bytes())
    wrap = content.wraps[0]
    old = getattr(wrap, field)
    new = old + 1 if isinstance(old, int) else bytes([old[0] ^ 1]) + old[1:]
    forged = msgspec.structs.replace(wrap, **{field: new})
    path.write_bytes(struct_bytes(msgspec.structs.replace(content, wraps=(forged,))))

    assert refusal(post.reopened(), forged.officer, ANA).code == "security.not_unlocked"


def test_two_officers_sealed_parts_cannot_be_exchanged(post: Post) -> None:
    path = post.folder / VAULT_FILE
    content = content_from(path.read_bytes())
    ana, ben = content.wraps
    forged = msgspec.structs.replace(
        ana, sealed=ben.sealed, nonce=ben.nonce, salt=ben.salt, about=ben.about
    )
    path.write_bytes(struct_bytes(msgspec.structs.replace(content, wraps=(forged,))))

    assert refusal(post.reopened(), post.ana.key_id, BEN).code == "security.not_unlocked"


def test_a_damaged_file_is_said_to_be_damaged(post: Post) -> None:
    path = post.folder / VAULT_FILE
    whole = path.read_bytes()

    for broken in (b"", whole[:-1], whole + b"\0", b"\xff" + whole, encode({})):
        path.write_bytes(broken)
        with pytest.raises(Broken, match=r"security\.vault_damaged"):
            post.reopened()


@pytest.mark.parametrize(
    "changed",
    [
        {"m": CEILING.m * 1024},
        {"t": 1},
        {"p": 1_000_000},
        {"kdf": "md5"},
        {"salt": b"short"},
    ],
)
def test_a_file_cannot_ask_for_a_cost_out_of_bounds(
    post: Post, changed: dict[str, object]
) -> None:
    path = post.folder / VAULT_FILE
    content = content_from(path.read_bytes())
    forged = msgspec.structs.replace(content.wraps[0], **changed)
    path.write_bytes(struct_bytes(msgspec.structs.replace(content, wraps=(forged,))))

    with pytest.raises(Broken, match=r"security\.vault_damaged"):
        post.reopened()


def test_a_vault_of_another_version_is_not_guessed_at(post: Post) -> None:
    path = post.folder / VAULT_FILE
    content = decode(path.read_bytes(), limit=1 << 20)
    assert isinstance(content, dict)
    path.write_bytes(encode(content | {"version": 2}))

    with pytest.raises(Broken, match=r"security\.vault_damaged"):
        post.reopened()


def test_a_dearer_cost_is_kept_with_the_wrap(post: Post) -> None:
    dearer = Cost(m=20 * 1024, t=2, p=1)

    post.vault.change_secret(post.ana.key_id, ANA, "nine boats on the lake", now=NOW, cost=dearer)

    costs = {wrap.officer: wrap.cost for wrap in post.reopened()._content.wraps}
    assert costs[post.ana.key_id] == dearer
