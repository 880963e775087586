-- Who looked at what: reads, searches, exports, refusals, sign-ins. A chain of its own, so that readers
-- and writers do not wait for each other's; its end is written into the audit's.

CREATE TABLE look (
    sequence INTEGER PRIMARY KEY,
    recorded BIGINT NOT NULL,
    person   TEXT   NOT NULL,              -- the account
    name     TEXT   NOT NULL,              -- as people read it
    role     TEXT   NOT NULL,
    purpose  TEXT   NOT NULL,
    address  TEXT   NOT NULL,              -- of the client
    request  TEXT   NOT NULL,              -- its id
    action   TEXT   NOT NULL,
    outcome  TEXT   NOT NULL,
    charts   TEXT   NOT NULL,              -- whose charts, a line each
    detail   TEXT   NOT NULL,
    hash     BLOB   NOT NULL,              -- SHA-256 over all this and the hash before
    seal     BLOB
);

-- To find them by chart; can be made again from `look`.
CREATE TABLE look_chart (
    chart    TEXT   NOT NULL,
    sequence BIGINT NOT NULL,
    PRIMARY KEY (chart, sequence)
) WITHOUT ROWID;

CREATE TRIGGER look_is_not_updated BEFORE UPDATE ON look
BEGIN
    SELECT RAISE(ABORT, 'looks are only ever added');
END;
CREATE TRIGGER look_is_not_deleted BEFORE DELETE ON look
BEGIN
    SELECT RAISE(ABORT, 'looks are only ever added');
END;

UPDATE osteon_store SET schema_version = 5;
