-- Lines are written without waiting for each other, and sealed once they are committed:
-- infra/decisions/0028. The chain of lines ends here; later ones have no number and an empty hash,
-- which a process of before prints as it is.
DROP TRIGGER chain_audit ON audit;
DROP FUNCTION chain_audit;
ALTER TABLE audit ALTER COLUMN line DROP NOT NULL, ALTER COLUMN hash SET DEFAULT '';
DROP INDEX audit_who;
CREATE INDEX audit_who ON audit (who, at);

-- A seal binds some lines, in the order of their ids, to the seal before it. The first is bound to
-- the last line of the chain.
CREATE TABLE audit_seal (
    number bigint PRIMARY KEY CHECK (number > 0),
    previous bytea NOT NULL CHECK (length(previous) = 32),
    lines uuid[] NOT NULL CHECK (cardinality(lines) BETWEEN 1 AND 1000),
    sealed_at timestamptz NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32)
);
CREATE INDEX audit_seal_lines ON audit_seal USING gin (lines);

CREATE TRIGGER keep_audit BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION keep_audit();
CREATE TRIGGER audit_line_written AFTER INSERT ON audit
    FOR EACH ROW EXECUTE FUNCTION gateway.audit_line_written();

REVOKE INSERT ON audit FROM :"gateway";
GRANT INSERT (id, at, who, act, thing, thing_id, address) ON audit TO :"gateway";
GRANT SELECT ON audit_seal TO :"gateway";
GRANT SELECT ON audit TO :"gateway_sealer";
GRANT SELECT, INSERT ON audit_seal TO :"gateway_sealer";
DO $$ BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO :"gateway_sealer"', current_schema());
END $$;
