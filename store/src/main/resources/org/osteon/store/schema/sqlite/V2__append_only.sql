-- The truth cannot be changed through the database either, short of taking these away.

CREATE TRIGGER version_is_not_updated BEFORE UPDATE ON version
BEGIN
    SELECT RAISE(ABORT, 'versions are only ever added');
END;
CREATE TRIGGER version_is_not_deleted BEFORE DELETE ON version
BEGIN
    SELECT RAISE(ABORT, 'versions are only ever added');
END;
CREATE TRIGGER audit_is_not_updated BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit entries are only ever added');
END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit entries are only ever added');
END;

UPDATE osteon_store SET schema_version = 2;
