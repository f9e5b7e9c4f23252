-- The audit log is a chain: who changes a line breaks all that follow. Nobody may, not even the
-- owner by mistake.
ALTER TABLE audit ADD COLUMN line bigint, ADD COLUMN hash bytea;

DO $$
DECLARE
    entry record;
    number bigint := 0;
    chained bytea := '\x0000000000000000000000000000000000000000000000000000000000000000';
BEGIN
    FOR entry IN SELECT id, at, who, act, thing, thing_id, address FROM audit ORDER BY at, id LOOP
        number := number + 1;
        chained := gateway.audit_hash(chained, number, entry.id, entry.at, entry.who, entry.act,
            entry.thing, entry.thing_id, entry.address);
        UPDATE audit SET line = number, hash = chained WHERE id = entry.id;
    END LOOP;
END $$;

ALTER TABLE audit ALTER COLUMN line SET NOT NULL, ALTER COLUMN hash SET NOT NULL,
    ADD UNIQUE (line);
CREATE INDEX audit_who ON audit (who, line);

-- One at a time in an agency, until its transaction ends: a line knows the one before it.
CREATE FUNCTION chain_audit() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    last record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(TG_TABLE_SCHEMA || '.audit', 0));
    SELECT line, hash INTO last FROM audit ORDER BY line DESC LIMIT 1;
    NEW.line := coalesce(last.line, 0) + 1;
    NEW.hash := gateway.audit_hash(
        coalesce(last.hash, '\x0000000000000000000000000000000000000000000000000000000000000000'),
        NEW.line, NEW.id, NEW.at, NEW.who, NEW.act, NEW.thing, NEW.thing_id, NEW.address);
    RETURN NEW;
END $$;
CREATE TRIGGER chain_audit BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION chain_audit();

CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'lines of the audit log are only ever added';
END $$;
CREATE TRIGGER keep_audit BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION keep_audit();
