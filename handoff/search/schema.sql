-- The search file. Everything in it is made of the book and may be thrown away.

-- One row: whose it is and how far it has read.
CREATE TABLE state (
  form   INTEGER NOT NULL, -- of this file and of how texts are folded
  key    BLOB    NOT NULL, -- of this file, wrapped by the book's; empty where the book is not sealed
  book   TEXT    NOT NULL, -- the book's id
  cursor TEXT    NOT NULL  -- of the feed: everything before it is in here
) STRICT;

CREATE TABLE cases (
  c    INTEGER PRIMARY KEY, -- 0, 1, 2 …
  id   TEXT    NOT NULL,    -- the case number
  seq  INTEGER NOT NULL,    -- its last event read
  card INTEGER NOT NULL     -- its document that is the card; -1 for none
) STRICT;

-- What can be found, with its words. One that was replaced or erased is deleted; its
-- number is never given again.
CREATE TABLE docs (
  n    INTEGER PRIMARY KEY, -- 0, 1, 2 …; a part is 65,536 of them
  c    INTEGER NOT NULL,
  seq  INTEGER NOT NULL,    -- the event
  at   INTEGER NOT NULL,    -- unix milliseconds
  kind INTEGER NOT NULL,
  body BLOB    NOT NULL -- sealed under the file's key
) STRICT;

-- The full parts: what is known of each document without reading it.
CREATE TABLE parts (
  part INTEGER PRIMARY KEY,
  docs BLOB    NOT NULL, -- 17 bytes each: time, case, event, kind
  firsts BLOB  NOT NULL  -- the first gram in each of its blocks, 8 bytes each; sealed, for a gram may be a name
) STRICT;

-- The grams of the full parts and the documents that hold them.
CREATE TABLE blocks (
  part  INTEGER NOT NULL,
  n     INTEGER NOT NULL, -- 0, 1, 2 … in the order of their grams
  body  BLOB    NOT NULL, -- sealed
  PRIMARY KEY (part, n)
) STRICT, WITHOUT ROWID;
