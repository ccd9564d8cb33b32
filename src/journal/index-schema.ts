/** Another number makes every index be built anew from the segments. */
export const INDEX_VERSION = 1;

/**
 * What queries need and no more: results are read from the segments.
 * `work` holds what is open, and what was settled in another segment than it was opened in: the segment that
 * settles must outlive the one that opens, or an index built anew would find the work open again.
 * `body_use` holds bodies that lie outside the entry's own frame.
 */
export const INDEX_SCHEMA = `
  CREATE TABLE entry (
    sequence INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    at INTEGER,
    service TEXT NOT NULL,
    conversation TEXT,
    message TEXT,
    from_party TEXT,
    to_party TEXT,
    interaction TEXT,
    segment INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    head_bytes INTEGER NOT NULL
  );
  CREATE INDEX entry_at ON entry (at);
  CREATE INDEX entry_conversation ON entry (conversation) WHERE conversation IS NOT NULL;
  CREATE INDEX entry_message ON entry (message) WHERE message IS NOT NULL;
  CREATE INDEX entry_from ON entry (from_party) WHERE from_party IS NOT NULL;
  CREATE INDEX entry_to ON entry (to_party) WHERE to_party IS NOT NULL;
  CREATE INDEX entry_interaction ON entry (interaction) WHERE interaction IS NOT NULL;
  CREATE TABLE finding (
    check_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (check_id, sequence)
  ) WITHOUT ROWID;
  CREATE TABLE work (opened INTEGER PRIMARY KEY, key TEXT NOT NULL, settled INTEGER);
  CREATE INDEX work_open ON work (key) WHERE settled IS NULL;
  CREATE TABLE body_use (
    file TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (file, sequence)
  ) WITHOUT ROWID;
  CREATE INDEX body_use_sequence ON body_use (sequence);
  CREATE TABLE mark (sequence INTEGER NOT NULL);
  INSERT INTO mark VALUES (0);
  PRAGMA user_version = ${INDEX_VERSION};
`;
