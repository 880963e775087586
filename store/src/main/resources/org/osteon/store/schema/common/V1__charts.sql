-- What Osteon keeps. `version` and `audit` are the truth and only ever grow;
-- `chart`, `resource`, `token` and `summary` can be made again from them.
-- Instants are microseconds since 1970 UTC. A type in braces is named differently by the databases.

CREATE TABLE osteon_store (
    schema_version INTEGER NOT NULL
);
INSERT INTO osteon_store VALUES (1);

CREATE TABLE audit (
    sequence      ${integer} PRIMARY KEY,
    recorded      BIGINT     NOT NULL,
    actor         ${text}    NOT NULL,
    action        ${text}    NOT NULL,
    reason        ${text}    NOT NULL,
    chart         ${text},                 -- the chart's id, where it concerns one
    detail        ${text}    NOT NULL,
    changes       INTEGER    NOT NULL,     -- versions added
    changes_hash  ${bytes}   NOT NULL,     -- SHA-256 over those versions, in order
    hash          ${bytes}   NOT NULL      -- SHA-256 over all this and the hash before
);
CREATE INDEX audit_by_chart ON audit (chart, sequence);

CREATE TABLE version (
    number    ${integer} PRIMARY KEY,
    sequence  BIGINT     NOT NULL,         -- its audit entry
    chart     BIGINT     NOT NULL,
    resource  BIGINT     NOT NULL,
    type      ${text}    NOT NULL,
    id        ${text}    NOT NULL,
    version   BIGINT     NOT NULL,
    recorded  BIGINT     NOT NULL,
    deleted   SMALLINT   NOT NULL,
    text_hash ${bytes}   NOT NULL,         -- SHA-256 of the text
    json      ${text}    NOT NULL          -- as it came in; empty where deleted
);
CREATE UNIQUE INDEX version_by_resource ON version (resource, version);
CREATE INDEX version_by_chart ON version (chart, number);

CREATE TABLE chart (
    number         ${integer} PRIMARY KEY,
    id             ${text}    NOT NULL,
    resources      BIGINT     NOT NULL,    -- not counting deleted ones
    first_recorded BIGINT     NOT NULL,
    last_recorded  BIGINT     NOT NULL,
    revision       BIGINT     NOT NULL     -- audit sequence of the last change
);
CREATE UNIQUE INDEX chart_by_id ON chart (id);

CREATE TABLE resource (
    number       ${integer} PRIMARY KEY,
    chart        BIGINT     NOT NULL,
    type         ${text}    NOT NULL,
    id           ${text}    NOT NULL,
    latest       BIGINT     NOT NULL,      -- number of its latest version
    version      BIGINT     NOT NULL,
    recorded     BIGINT     NOT NULL,
    deleted      SMALLINT   NOT NULL,
    content_hash ${bytes}   NOT NULL,      -- SHA-256 of the content, whatever its spelling
    date_from    BIGINT     NOT NULL,      -- the resource's own date, for searches
    date_to      BIGINT     NOT NULL
);
-- By chart first: ids are random, and an index that scatters them over the whole store would write a
-- page for each (bench/store.md). Who asks without a chart asks each chart, or see PostgreSQL's V2.
CREATE UNIQUE INDEX resource_by_id ON resource (chart, type, id);
CREATE INDEX resource_by_recorded ON resource (type, recorded);

CREATE TABLE token (
    resource  BIGINT  NOT NULL,
    parameter ${text} NOT NULL,
    code      ${text} NOT NULL,
    system    ${text} NOT NULL,
    PRIMARY KEY (resource, parameter, code, system)
)${clustered};
CREATE INDEX token_by_code ON token (parameter, code, system, resource);

CREATE TABLE summary (
    chart    BIGINT  NOT NULL,
    key      ${text} NOT NULL,
    revision BIGINT  NOT NULL,
    json     ${text} NOT NULL,
    PRIMARY KEY (chart, key)
);
