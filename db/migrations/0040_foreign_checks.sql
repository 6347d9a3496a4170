-- Link statuses that others measured. They are never mixed into our verdicts: nothing here is an observation of ours.
CREATE TABLE foreign_witnesses (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE       -- who measured: mangul2018, reprodb, lychee, or as the import named it
);

-- What a witness looked at, once however often.
CREATE TABLE foreign_links (
    id INTEGER PRIMARY KEY,
    witness_id INTEGER NOT NULL REFERENCES foreign_witnesses (id),
    key TEXT NOT NULL,              -- as artifacts.key: the same artifact in our eyes
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    url TEXT NOT NULL,
    published TEXT NOT NULL,        -- the paper's date or year, as the witness has it; empty where it has none
    UNIQUE (witness_id, key)
);
CREATE INDEX foreign_links_key ON foreign_links (key);

-- One look of a witness.
CREATE TABLE foreign_checks (
    link_id INTEGER NOT NULL REFERENCES foreign_links (id),
    at INTEGER NOT NULL,            -- seconds since 1970, UTC
    answered INTEGER NOT NULL,      -- whether it answered, by the witness's own definition
    outcome TEXT NOT NULL,          -- what that shows by ours: present, absent, unknown
    status INTEGER,                 -- HTTP status, where one is kept
    run_id INTEGER NOT NULL REFERENCES runs (id),   -- the import
    PRIMARY KEY (link_id, at)
) WITHOUT ROWID;
