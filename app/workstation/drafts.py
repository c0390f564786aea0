"""What an officer has typed and not yet saved: kept beside the journal, at most a second behind.

A draft is no act: it signs nothing, leaves nowhere, and only its author sees it again.
"""

import msgspec

from app.acts.steps import UseCase, View
from app.base.clock import Instant
from app.base.ids import RecordId
from app.models.drafts import Draft
from app.models.looks import StoreUnit
from app.security import canonical
from app.workstation.look import LiveLook

NO_RECORD = RecordId(b"")


class DraftStep(UseCase, frozen=True, kw_only=True):
    """A step about typing, not about facts."""


class KeepDraft(DraftStep, frozen=True, kw_only=True):
    """Keep what is typed on a page about a record, in place of what was kept before.

    ``fields`` are the page's own names and texts, ``field`` where the cursor stood.
    """

    page: str
    record: RecordId = NO_RECORD
    fields: dict[str, str]
    field: str = ""


class DropDraft(DraftStep, frozen=True, kw_only=True):
    """Forget what was typed on a page about a record: it was saved, or thrown away."""

    page: str
    record: RecordId = NO_RECORD


class DraftLine(msgspec.Struct, frozen=True, kw_only=True):
    """One draft of the officer who asks; ``number`` names its record, empty where it has none.

    ``empty`` are the fields of the page that were left without an answer.
    """

    page: str
    record: RecordId
    fields: dict[str, str]
    field: str
    changed: Instant
    number: str = ""
    empty: tuple[str, ...] = ()


class MyDrafts(View[tuple[DraftLine, ...]], frozen=True, kw_only=True):
    """The drafts of the officer signed in, last changed first."""


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """The stored form of a draft."""

    fields: dict[str, str]
    field: str = ""


def take(unit: StoreUnit, step: DraftStep, officer: bytes, now: Instant) -> None:
    """Keep or drop a draft of an officer."""
    match step:
        case KeepDraft(page=page, record=record, fields=fields, field=field):
            typed = msgspec.msgpack.encode(Typed(fields=fields, field=field))
            unit.drafts.keep(
                Draft(
                    id=_identity(page, record, officer),
                    officer=officer,
                    kind=page,
                    record=record,
                    changed=now,
                    content=typed,
                )
            )
        case DropDraft(page=page, record=record):
            unit.drafts.drop(_identity(page, record, officer))
        case _:
            return


def my_drafts(view: MyDrafts, look: LiveLook) -> tuple[DraftLine, ...]:
    """The drafts of the officer who asks."""
    del view
    lines = []
    for draft in look.store.drafts.of_officer(look.actor.officer):
        typed = msgspec.msgpack.decode(draft.content, type=Typed)
        lines.append(
            DraftLine(
                page=draft.kind,
                record=draft.record,
                fields=typed.fields,
                field=typed.field,
                changed=draft.changed,
                number=_number(look, draft.record),
                empty=tuple(name for name, text in typed.fields.items() if not text.strip()),
            )
        )
    return tuple(lines)


def _number(look: LiveLook, record: RecordId) -> str:
    row = look.store.records.row(look.store.surviving(record)) if record else None
    return row.number if row is not None else ""


def _identity(page: str, record: RecordId, officer: bytes) -> bytes:
    """One draft a page, record and officer."""
    return canonical.digest(canonical.encode(["waypost draft 1", page, record, officer]))[:16]
