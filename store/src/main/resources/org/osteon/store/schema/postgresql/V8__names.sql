-- The index by name is there since 2; see SQLite's 8.

UPDATE osteon_store SET schema_version = 8;
