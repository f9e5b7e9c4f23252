-- Which request led to a mail, and so to the fact that is told as it leaves.
ALTER TABLE gateway.mail ADD COLUMN correlation text CHECK (length(correlation) <= 100);
GRANT INSERT (correlation) ON gateway.mail TO :"gateway_tenant";

-- As before (0012), with the request.
CREATE OR REPLACE FUNCTION gateway.tell_of_mail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO platform.outbox (id, service, agency_id, type, body, correlation)
    VALUES ((NEW.fact_body::jsonb ->> 'id')::uuid, 'gateway', NEW.agency_id, NEW.fact_type,
        NEW.fact_body, NEW.correlation);
    RETURN NULL;
END $$;
