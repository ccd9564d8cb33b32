/**
 * What lists of transfers need. A temporary file of SQLite's own: it goes with the process, and is made again from the
 * journal. `progress` is what `takeEntry` grows, as JSON; the columns beside it are what lists sort and filter by.
 */
export const TRANSFER_INDEX_SCHEMA = `
  PRAGMA journal_mode = MEMORY;
  PRAGMA synchronous = OFF;
  PRAGMA cache_size = -32000;
  CREATE TABLE transfer (
    id INTEGER PRIMARY KEY,
    conversation TEXT NOT NULL UNIQUE,
    shown TEXT NOT NULL,
    listed INTEGER NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT NOT NULL,
    started INTEGER NOT NULL,
    wrong INTEGER NOT NULL,
    progress TEXT NOT NULL
  );
  CREATE INDEX transfer_started ON transfer (started, id) WHERE listed = 1;
  CREATE INDEX transfer_state ON transfer (state, outcome, started, id) WHERE listed = 1;
  CREATE INDEX transfer_outcome ON transfer (outcome, started, id) WHERE listed = 1;
  CREATE INDEX transfer_wrong ON transfer (started, id) WHERE listed = 1 AND wrong = 1;
  CREATE TABLE party (
    party TEXT NOT NULL,
    started INTEGER NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (party, started, id)
  ) WITHOUT ROWID;
  CREATE TABLE sent (
    transfer INTEGER NOT NULL,
    key TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (transfer, key)
  ) WITHOUT ROWID;
  CREATE TABLE part (
    transfer INTEGER NOT NULL,
    key TEXT NOT NULL,
    announced INTEGER NOT NULL,
    came INTEGER NOT NULL,
    PRIMARY KEY (transfer, key)
  ) WITHOUT ROWID;
`;
