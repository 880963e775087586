-- From where a deed was asked for: the address of the client, the name of its request. Empty for what was
-- written before, and for what nobody asked for over a network. The hash of an entry covers them.
ALTER TABLE audit ADD COLUMN address ${text};
ALTER TABLE audit ADD COLUMN request ${text};

-- Which resources a deed changed, for those who read the audit. Both numbers only grow: the index is written at its
-- end.
CREATE INDEX version_by_sequence ON version (sequence);

UPDATE osteon_store SET schema_version = 7;
