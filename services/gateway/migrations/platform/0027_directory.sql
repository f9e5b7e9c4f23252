-- Which agencies know an address, as a keyed hash of it (HMAC-SHA-256) that nobody can reverse who
-- has only the database. An agency's role adds and removes its own lines and reads no other.
CREATE TABLE gateway.directory_line (
    agency_id uuid NOT NULL DEFAULT platform.agency_at_work(),
    kind text NOT NULL CHECK (kind IN ('talent', 'rep', 'guardian')),
    thing_id uuid NOT NULL,
    address bytea NOT NULL CHECK (length(address) = 32),
    PRIMARY KEY (agency_id, thing_id)
);
CREATE INDEX directory_line_address ON gateway.directory_line (address);

-- Whose address is to be hashed: a trigger says so in the transaction that changes it, and a job
-- that has the key takes it off.
CREATE TABLE gateway.directory_change (
    agency_id uuid NOT NULL,
    kind text NOT NULL,
    thing_id uuid NOT NULL,
    PRIMARY KEY (agency_id, thing_id)
);

ALTER TABLE gateway.directory_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE gateway.directory_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_lines ON gateway.directory_line TO :"gateway_tenant"
    USING (agency_id = (SELECT platform.agency_at_work()))
    WITH CHECK (agency_id = (SELECT platform.agency_at_work()));
CREATE POLICY own_changes ON gateway.directory_change TO :"gateway_tenant"
    USING (agency_id = (SELECT platform.agency_at_work()));
CREATE POLICY who_changed ON gateway.directory_change FOR SELECT TO :"gateway" USING (true);
GRANT SELECT, INSERT (kind, thing_id, address), DELETE ON gateway.directory_line
    TO :"gateway_tenant";
GRANT SELECT, DELETE ON gateway.directory_change TO :"gateway_tenant";
GRANT SELECT (agency_id) ON gateway.directory_change TO :"gateway";

-- Which agencies know an address. The platform's role asks for who is signed in with it, and can
-- read nothing else of the directory.
CREATE FUNCTION gateway.agencies_that_know(asked bytea)
RETURNS TABLE (agency_id uuid, kind text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path TO pg_catalog, pg_temp AS $$
    SELECT DISTINCT l.agency_id, l.kind FROM gateway.directory_line l WHERE l.address = asked;
$$;
REVOKE ALL ON FUNCTION gateway.agencies_that_know FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gateway.agencies_that_know TO :"gateway";

-- The trigger of an agency's table (TG_ARGV[0] is the kind): takes away at once what is not true any
-- more, and says what is to be hashed. Who was deleted or merged is not known any more.
CREATE FUNCTION gateway.directory_follows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path TO pg_catalog, pg_temp AS $$
DECLARE
    agency uuid := substring(TG_TABLE_SCHEMA FROM '_([0-9a-f]{32})$')::uuid;
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM gateway.directory_line WHERE agency_id = agency
            AND thing_id IN (SELECT id FROM before);
        DELETE FROM gateway.directory_change WHERE agency_id = agency
            AND thing_id IN (SELECT id FROM before);
        RETURN NULL;
    ELSIF TG_OP = 'UPDATE' THEN
        DELETE FROM gateway.directory_line WHERE agency_id = agency AND thing_id IN (
            SELECT n.id FROM now_there n JOIN before b ON b.id = n.id WHERE n.email <> b.email
                OR to_jsonb(n) ->> 'deleted_at' IS NOT NULL
                OR to_jsonb(n) ->> 'merged_into' IS NOT NULL);
    END IF;
    INSERT INTO gateway.directory_change (agency_id, kind, thing_id)
    SELECT agency, TG_ARGV[0], n.id FROM now_there n
    WHERE n.email <> '' AND to_jsonb(n) ->> 'deleted_at' IS NULL
        AND to_jsonb(n) ->> 'merged_into' IS NULL
        AND NOT EXISTS (SELECT FROM gateway.directory_line l
            WHERE l.agency_id = agency AND l.thing_id = n.id)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION gateway.directory_follows FROM PUBLIC;
