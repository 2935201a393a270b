-- Schema 1 of the casebook. Times are microseconds since 1970 (UTC). Columns
-- named *_key say under which key the document beside them is sealed: '' is none.
-- Columns named address hold, in a book with a vault, the name an address is stored
-- under (casebook/addresses.go).

-- The book itself: one row.
CREATE TABLE book (
  id TEXT NOT NULL -- random; stands in every cursor, so that one of another book is told
) STRICT;

-- Numbers never given twice: 'shard-07' counts case numbers, 'shelf' versions.
CREATE TABLE counters (
  name  TEXT    NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL              -- the last one given
) STRICT, WITHOUT ROWID;

-- What is known about each address.
CREATE TABLE talks (
  address       TEXT    NOT NULL PRIMARY KEY, -- 'telegram:1001', or its name
  version       INTEGER NOT NULL,             -- commits with a state, from 1
  state         TEXT    NOT NULL,             -- dialog.State as JSON
  state_key     TEXT    NOT NULL DEFAULT '',
  wake_at       INTEGER,                      -- the wake-up asked for; NULL for none
  wake_ready    INTEGER,                      -- when it may be handed out: later while leased or put off
  wake_token    TEXT    NOT NULL DEFAULT '',  -- the lease it is under; '' for none
  wake_attempts INTEGER NOT NULL DEFAULT 0    -- how often it was put off
) STRICT;
CREATE INDEX talks_wake ON talks (wake_ready) WHERE wake_ready IS NOT NULL;

-- The commits of the last seven days: a commit said again and a message seen
-- before are found here. Oldest first, so the old end is cut off without a search.
CREATE TABLE commits (
  n       INTEGER PRIMARY KEY,
  id      TEXT    NOT NULL,        -- Commit.ID
  address TEXT    NOT NULL,
  seen    TEXT    NOT NULL,        -- the message key; '' for none
  version INTEGER NOT NULL,        -- the address' version after it
  at      INTEGER NOT NULL         -- the latest time among its events
) STRICT;
-- A commit with a message key is found by the key, its id is then compared; one
-- without by its id.
CREATE UNIQUE INDEX commits_seen ON commits (address, seen) WHERE seen <> '';
CREATE UNIQUE INDEX commits_id ON commits (id) WHERE seen = '';

-- What happened to the cases: never changed, never deleted, so that a number is
-- never given twice.
CREATE TABLE events (
  n           INTEGER PRIMARY KEY,          -- order of commits: the cursor
  case_id     TEXT    NOT NULL,
  seq         INTEGER NOT NULL,             -- 1, 2, 3 … within the case
  open        TEXT    NOT NULL,             -- the open half as JSON: version, time, kind, by …
  private     TEXT    NOT NULL,             -- the private half as JSON: words, address …; '' once erased
  private_key TEXT    NOT NULL DEFAULT '',
  UNIQUE (case_id, seq)
) STRICT;

-- Messages to send, oldest first; a settled one is deleted (its words are in
-- events).
CREATE TABLE outbox (
  n           INTEGER PRIMARY KEY,
  address     TEXT    NOT NULL,
  safety      INTEGER NOT NULL,            -- 1: a card about danger, in a lane of its own
  not_before  INTEGER NOT NULL,            -- 0 for at once
  due_at      INTEGER NOT NULL,            -- when it fell due: its commit, not-before, or what it was put off to
  busy_until  INTEGER NOT NULL DEFAULT 0,  -- leased or put off until then; 0 for neither
  token       TEXT    NOT NULL DEFAULT '', -- the lease it is under; '' for none
  attempts    INTEGER NOT NULL DEFAULT 0,  -- how often it was put off
  message     TEXT    NOT NULL,            -- casebook.Outgoing as JSON
  message_key TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX outbox_address ON outbox (address); -- then n: the messages of an address, oldest first

-- One row for each address with messages in the outbox: a lease looks at those
-- whose time has come and at no message that has to wait.
CREATE TABLE queues (
  address  TEXT    NOT NULL PRIMARY KEY,
  ready_at INTEGER NOT NULL, -- the first moment at which one of its messages may be handed out
  oldest   INTEGER NOT NULL  -- n of its oldest message: whose is oldest goes first
) STRICT, WITHOUT ROWID;
CREATE INDEX queues_ready ON queues (ready_at);

-- Letters to other addresses; a settled one is deleted.
CREATE TABLE letters (
  n          INTEGER PRIMARY KEY,
  address    TEXT    NOT NULL,            -- the sender's: where it is settled
  due_at     INTEGER NOT NULL,            -- when it fell due
  ready_at   INTEGER NOT NULL,            -- when it may be handed out: later while leased or put off
  token      TEXT    NOT NULL DEFAULT '', -- the lease it is under; '' for none
  attempts   INTEGER NOT NULL DEFAULT 0,  -- how often it was put off
  letter     TEXT    NOT NULL,            -- dialog.Letter as JSON
  letter_key TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX letters_ready ON letters (ready_at);

-- What is no conversation: agents, sessions, tokens, settings.
CREATE TABLE shelf (
  kind    TEXT    NOT NULL,
  key     TEXT    NOT NULL,
  value   BLOB    NOT NULL,
  version INTEGER NOT NULL, -- never given twice, so that remove and put is noticed
  expires INTEGER,          -- NULL for never
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX shelf_expires ON shelf (expires) WHERE expires IS NOT NULL;
