-- What people keep for themselves beside the charts: views of a list, and the like.

CREATE TABLE kept (
    kind ${text} NOT NULL,                 -- a word of the caller's
    id   ${text} NOT NULL,
    json ${text} NOT NULL,
    PRIMARY KEY (kind, id)
);

UPDATE osteon_store SET schema_version = 3;
