-- Who looked at what: reads, searches, exports, refusals, sign-ins. A chain of its own, so that readers
-- and writers do not wait for each other's; its end is written into the audit's.

CREATE TABLE look (
    sequence BIGINT PRIMARY KEY,
    recorded BIGINT           NOT NULL,
    person   TEXT COLLATE "C" NOT NULL,    -- the account
    name     TEXT COLLATE "C" NOT NULL,    -- as people read it
    role     TEXT COLLATE "C" NOT NULL,
    purpose  TEXT COLLATE "C" NOT NULL,
    address  TEXT COLLATE "C" NOT NULL,    -- of the client
    request  TEXT COLLATE "C" NOT NULL,    -- its id
    action   TEXT COLLATE "C" NOT NULL,
    outcome  TEXT COLLATE "C" NOT NULL,
    charts   TEXT COLLATE "C" NOT NULL,    -- whose charts, a line each
    detail   TEXT COLLATE "C" NOT NULL,
    hash     BYTEA            NOT NULL,    -- SHA-256 over all this and the hash before
    seal     BYTEA
);

-- To find them by chart; can be made again from `look`.
CREATE TABLE look_chart (
    chart    TEXT COLLATE "C" NOT NULL,
    sequence BIGINT           NOT NULL,
    PRIMARY KEY (chart, sequence)
);

CREATE TRIGGER look_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON look
    FOR EACH STATEMENT EXECUTE FUNCTION osteon_only_added();

UPDATE osteon_store SET schema_version = 5;
