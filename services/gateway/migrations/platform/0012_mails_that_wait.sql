-- A mail may wait, and be taken back by the agency whose it is until the first try to send it. What
-- is then a fact is told: `fact_body` goes into the outbox as the mail goes on its way.
ALTER TABLE gateway.mail ADD COLUMN fact_type text, ADD COLUMN fact_body text;

CREATE VIEW gateway.own_waiting_mail WITH (security_barrier) AS
SELECT id, agency_id FROM gateway.mail
WHERE attempts = 0 AND sent_at IS NULL AND failure IS NULL AND agency_id = (
    SELECT pg_catalog.substring(current_user::text, '_([0-9a-f]{32})$')::uuid);
GRANT SELECT, DELETE ON gateway.own_waiting_mail TO :"gateway_tenant";

CREATE FUNCTION gateway.tell_of_mail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO platform.outbox (id, service, agency_id, type, body)
    VALUES ((NEW.fact_body::jsonb ->> 'id')::uuid, 'gateway', NEW.agency_id, NEW.fact_type,
        NEW.fact_body);
    RETURN NULL;
END $$;
CREATE TRIGGER tell_of_mail AFTER UPDATE ON gateway.mail FOR EACH ROW
    WHEN (OLD.attempts = 0 AND NEW.attempts > 0 AND NEW.fact_body IS NOT NULL)
    EXECUTE FUNCTION gateway.tell_of_mail();
