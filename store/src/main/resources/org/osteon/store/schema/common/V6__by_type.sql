-- All resources of a type in the order in which they came in, and how many there are: without it each page of
-- such a list sorts all of it.
CREATE INDEX resource_by_type ON resource (type, deleted, number);

UPDATE osteon_store SET schema_version = 6;
