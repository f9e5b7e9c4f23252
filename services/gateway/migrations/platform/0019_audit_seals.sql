-- Lines of agencies' audit logs that are in no seal yet. A trigger of each log writes them, in the
-- transaction of the line; the sealer takes them off in the one that writes the seal. So what is to
-- be done is found in one place, and nobody who writes waits for anybody: infra/decisions/0028.
CREATE TABLE gateway.audit_unsealed (
    agency_id uuid NOT NULL,
    line_id uuid NOT NULL,
    written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (agency_id, line_id)
);

-- As the owner: who writes a line has no rights on the list. No NOTIFY, which would let the commits
-- of all agencies wait for each other.
CREATE FUNCTION gateway.audit_line_written() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path TO pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO gateway.audit_unsealed (agency_id, line_id)
    VALUES (substring(TG_TABLE_SCHEMA FROM '_([0-9a-f]{32})$')::uuid, NEW.id);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION gateway.audit_line_written FROM PUBLIC;

GRANT USAGE ON SCHEMA gateway TO :"gateway_sealer";
GRANT SELECT ON gateway.audit_unsealed TO :"gateway";
GRANT SELECT, DELETE ON gateway.audit_unsealed TO :"gateway_sealer";
