-- The truth cannot be changed through the database either, short of taking these away.

CREATE FUNCTION osteon_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER version_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON version
    FOR EACH STATEMENT EXECUTE FUNCTION osteon_only_added();
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION osteon_only_added();

-- Here a store may hold more charts than can be asked one by one.
CREATE INDEX resource_by_name ON resource (type, id);

UPDATE osteon_store SET schema_version = 2;
