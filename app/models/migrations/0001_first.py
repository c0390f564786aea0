"""The store as the first released program made it. Instant: the store is empty before."""

from alembic.operations import Operations

_STATEMENTS = (
    """CREATE TABLE acts (
    place INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    stream BLOB NOT NULL,
    seq INTEGER NOT NULL,
    record BLOB NOT NULL,
    kind TEXT NOT NULL,
    payload BLOB NOT NULL,
    size INTEGER NOT NULL,
    arrived INTEGER NOT NULL,
    via TEXT NOT NULL,
    signature BLOB NOT NULL,
    content BLOB NOT NULL
)
 STRICT""",
    """CREATE UNIQUE INDEX acts_by_id ON acts (id)""",
    """CREATE INDEX acts_by_record ON acts (record, place)""",
    """CREATE INDEX acts_by_stream ON acts (stream, seq, size)""",
    """CREATE TABLE attachments (
    digest BLOB NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (digest)
)
 STRICT""",
    """CREATE TABLE deliveries (
    scope TEXT NOT NULL,
    position INTEGER NOT NULL,
    act BLOB NOT NULL,
    PRIMARY KEY (scope, position)
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE UNIQUE INDEX deliveries_by_act ON deliveries (scope, act)""",
    """CREATE TABLE devices (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    office TEXT NOT NULL,
    public_key BLOB NOT NULL,
    certificate BLOB NOT NULL,
    credential BLOB NOT NULL,
    last_seen INTEGER NOT NULL,
    revoked INTEGER NOT NULL,
    PRIMARY KEY (id)
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE INDEX devices_by_office ON devices (office, name)""",
    """CREATE TABLE drafts (
    id BLOB NOT NULL,
    officer BLOB NOT NULL,
    kind TEXT NOT NULL,
    record BLOB NOT NULL,
    changed INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (id)
)
 STRICT""",
    """CREATE INDEX drafts_by_officer ON drafts (officer, changed)""",
    """CREATE TABLE freed (
    grn TEXT NOT NULL,
    mrn TEXT NOT NULL,
    at INTEGER NOT NULL,
    act BLOB NOT NULL,
    PRIMARY KEY (grn, mrn)
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE TABLE inbox (
    place INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    sender TEXT NOT NULL,
    message_id TEXT NOT NULL,
    message TEXT NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    digest BLOB NOT NULL,
    record BLOB NOT NULL,
    receipt BLOB NOT NULL,
    content BLOB NOT NULL
)
 STRICT""",
    """CREATE UNIQUE INDEX inbox_by_message ON inbox (sender, message_id)""",
    """CREATE INDEX inbox_by_record ON inbox (record) WHERE record != x''""",
    """CREATE INDEX inbox_waiting ON inbox (place) WHERE state = 'waiting'""",
    """CREATE TABLE joined (
    record BLOB NOT NULL,
    "into" BLOB NOT NULL,
    PRIMARY KEY (record, "into")
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE INDEX joined_by_into ON joined ("into")""",
    """CREATE TABLE keys (
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    place INTEGER NOT NULL,
    is_open INTEGER NOT NULL,
    PRIMARY KEY (kind, text, place)
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE INDEX keys_open ON keys (kind, text, place) WHERE is_open = 1""",
    """CREATE TABLE leases (
    kind TEXT NOT NULL,
    stream BLOB NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    expiry INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY (kind, stream, first)
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE TABLE outbox (
    place INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    message_id TEXT NOT NULL,
    record BLOB NOT NULL,
    act BLOB NOT NULL,
    message TEXT NOT NULL,
    version TEXT NOT NULL,
    receiver TEXT NOT NULL,
    partner TEXT NOT NULL,
    state TEXT NOT NULL,
    not_before INTEGER NOT NULL,
    made INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    last_trouble TEXT NOT NULL,
    content BLOB NOT NULL
)
 STRICT""",
    """CREATE INDEX outbox_by_act ON outbox (act)""",
    """CREATE UNIQUE INDEX outbox_by_message ON outbox (message_id)""",
    """CREATE INDEX outbox_by_record ON outbox (record)""",
    """CREATE INDEX outbox_waiting ON outbox (partner, not_before, place) WHERE state =
    'waiting'""",
    """CREATE TABLE outbox_steps (
    place INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    step TEXT NOT NULL,
    at INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (place)
)
 STRICT""",
    """CREATE INDEX outbox_steps_by_message ON outbox_steps (message_id)""",
    """CREATE TABLE payloads (
    hash BLOB NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (hash)
)
 STRICT""",
    """CREATE TABLE positions (
    peer TEXT NOT NULL,
    scope TEXT NOT NULL,
    epoch BLOB NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (peer, scope)
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE TABLE purged (
    hash BLOB NOT NULL,
    PRIMARY KEY (hash)
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE TABLE quotas (
    grn TEXT NOT NULL,
    stream BLOB NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    expiry INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    PRIMARY KEY (grn, stream)
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE TABLE receipts (
    place INTEGER NOT NULL,
    stream BLOB NOT NULL,
    hub TEXT NOT NULL,
    epoch BLOB NOT NULL,
    role TEXT NOT NULL,
    seq INTEGER NOT NULL,
    head BLOB NOT NULL,
    at INTEGER NOT NULL,
    copies INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (place)
)
 STRICT""",
    """CREATE UNIQUE INDEX receipts_once ON receipts (stream, role, seq, hub, epoch)""",
    """CREATE TABLE record_offices (
    office TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (office, place)
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE TABLE record_queues (
    queue TEXT NOT NULL,
    due INTEGER NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (queue, due, place)
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE TABLE records (
    place INTEGER NOT NULL,
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    state TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    is_held INTEGER NOT NULL,
    is_newer INTEGER NOT NULL,
    is_purged INTEGER NOT NULL,
    clock INTEGER NOT NULL,
    count INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    "row" BLOB NOT NULL,
    sides BLOB NOT NULL,
    heads BLOB NOT NULL,
    cases BLOB NOT NULL,
    standing BLOB NOT NULL,
    folded BLOB NOT NULL,
    PRIMARY KEY (place)
)
 STRICT""",
    """CREATE UNIQUE INDEX records_by_id ON records (id)""",
    """CREATE INDEX records_by_kind ON records (kind, is_open, updated)""",
    """CREATE INDEX records_by_number ON records (number) WHERE number != ''""",
    """CREATE INDEX records_held ON records (updated) WHERE is_held = 1""",
    """CREATE INDEX records_purged ON records (id) WHERE is_purged = 1""",
    """CREATE TABLE reservations (
    grn TEXT NOT NULL,
    mrn TEXT NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    at INTEGER NOT NULL,
    act BLOB NOT NULL,
    PRIMARY KEY (grn, mrn)
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE TABLE scopes (
    scope TEXT NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY (scope)
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE TABLE serials (
    kind TEXT NOT NULL,
    serial INTEGER NOT NULL,
    number TEXT NOT NULL,
    became TEXT NOT NULL,
    PRIMARY KEY (kind, serial)
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE UNIQUE INDEX serials_by_number ON serials (kind, number) WHERE number != ''""",
    """CREATE TABLE settings (
    name TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (name)
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE TABLE staged_frames (
    bundle BLOB NOT NULL,
    "index" INTEGER NOT NULL,
    count INTEGER NOT NULL,
    at INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (bundle, "index")
)
 STRICT""",
    """CREATE INDEX staged_frames_by_age ON staged_frames (at)""",
    """CREATE TABLE streams (
    stream BLOB NOT NULL,
    seq INTEGER NOT NULL,
    id BLOB NOT NULL,
    PRIMARY KEY (stream)
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE TABLE survivors (
    record BLOB NOT NULL,
    survivor BLOB NOT NULL,
    PRIMARY KEY (record)
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE INDEX survivors_by_survivor ON survivors (survivor)""",
    """CREATE VIRTUAL TABLE words
USING fts5(text, content='', contentless_delete=1, detail=none, prefix='2 3')""",
    """INSERT INTO words(words, rank) VALUES('secure-delete', 1)""",
    """CREATE TRIGGER acts_stand
BEFORE UPDATE ON acts
BEGIN
    SELECT RAISE(ABORT, 'acts are never changed');
END""",
    """CREATE TRIGGER acts_stay
BEFORE DELETE ON acts
BEGIN
    SELECT RAISE(ABORT, 'acts are never changed');
END""",
    """CREATE TRIGGER attachments_stand
BEFORE UPDATE ON attachments
BEGIN
    SELECT RAISE(ABORT, 'attachments are never changed');
END""",
    """CREATE TRIGGER attachments_stay
BEFORE DELETE ON attachments
WHEN OLD.digest NOT IN (SELECT hash FROM purged)
BEGIN
    SELECT RAISE(ABORT, 'attachments are never changed');
END""",
    """CREATE TRIGGER freed_stand
BEFORE UPDATE ON freed
BEGIN
    SELECT RAISE(ABORT, 'freed are never changed');
END""",
    """CREATE TRIGGER freed_stay
BEFORE DELETE ON freed
BEGIN
    SELECT RAISE(ABORT, 'freed are never changed');
END""",
    """CREATE TRIGGER joined_stand
BEFORE UPDATE ON joined
BEGIN
    SELECT RAISE(ABORT, 'joined are never changed');
END""",
    """CREATE TRIGGER joined_stay
BEFORE DELETE ON joined
BEGIN
    SELECT RAISE(ABORT, 'joined are never changed');
END""",
    """CREATE TRIGGER outbox_steps_stand
BEFORE UPDATE ON outbox_steps
BEGIN
    SELECT RAISE(ABORT, 'outbox_steps are never changed');
END""",
    """CREATE TRIGGER outbox_steps_stay
BEFORE DELETE ON outbox_steps
WHEN NOT EXISTS (SELECT 1 FROM outbox WHERE message_id = OLD.message_id AND content
    = x'')
BEGIN
    SELECT RAISE(ABORT, 'outbox_steps are never changed');
END""",
    """CREATE TRIGGER payloads_stand
BEFORE UPDATE ON payloads
BEGIN
    SELECT RAISE(ABORT, 'payloads are never changed');
END""",
    """CREATE TRIGGER payloads_stay
BEFORE DELETE ON payloads
WHEN OLD.hash NOT IN (SELECT hash FROM purged)
BEGIN
    SELECT RAISE(ABORT, 'payloads are never changed');
END""",
    """CREATE TRIGGER purged_stand
BEFORE UPDATE ON purged
BEGIN
    SELECT RAISE(ABORT, 'purged are never changed');
END""",
    """CREATE TRIGGER purged_stay
BEFORE DELETE ON purged
BEGIN
    SELECT RAISE(ABORT, 'purged are never changed');
END""",
    """CREATE TRIGGER receipts_stand
BEFORE UPDATE ON receipts
BEGIN
    SELECT RAISE(ABORT, 'receipts are never changed');
END""",
    """CREATE TRIGGER receipts_stay
BEFORE DELETE ON receipts
BEGIN
    SELECT RAISE(ABORT, 'receipts are never changed');
END""",
)


def up(operations: Operations) -> None:
    """Make every table, index and trigger."""
    for statement in _STATEMENTS:
        operations.execute(statement)
