-- Which resources may bear a name (a type and an id), whichever chart they are in: by a hash of the name, so that a
-- read without a patient asks no chart. Made again from `resource` where somebody wants to.
--
-- Ids are random, and one index over all of them would write a page for each resource that comes (bench/store.md). So
-- names wait: the latest resources, up to some thousand, are looked through as they are; then some thousand names at
-- once go into the first table, what that has gathered into the second, and so on into the third.

CREATE TABLE name_few  (hash INTEGER NOT NULL, resource BIGINT NOT NULL, PRIMARY KEY (hash, resource)) WITHOUT ROWID;
CREATE TABLE name_some (hash INTEGER NOT NULL, resource BIGINT NOT NULL, PRIMARY KEY (hash, resource)) WITHOUT ROWID;
CREATE TABLE name_many (hash INTEGER NOT NULL, resource BIGINT NOT NULL, PRIMARY KEY (hash, resource)) WITHOUT ROWID;

CREATE TABLE named (
    last BIGINT NOT NULL                   -- number of the last resource whose name is in one of the tables
);
INSERT INTO named VALUES (0);

UPDATE osteon_store SET schema_version = 8;
