-- What shows who wrote a line: HMAC-SHA-256 by a key that is not in the database. Empty where it was
-- written before there was a key.

ALTER TABLE audit ADD COLUMN seal ${bytes};
ALTER TABLE kept ADD COLUMN seal ${bytes};
ALTER TABLE summary ADD COLUMN seal ${bytes};

-- Made again, sealed, when somebody looks.
DELETE FROM summary;

UPDATE osteon_store SET schema_version = 4;
