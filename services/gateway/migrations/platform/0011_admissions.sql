-- A connection lives no longer than what let it in: whoever ends that says so, in the transaction
-- that does. The payload is the id of whom, or what, it is about.
CREATE FUNCTION gateway.admission_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_catalog.pg_notify('admissions', pg_catalog.to_jsonb(OLD) ->> TG_ARGV[0]);
    RETURN NULL;
END $$;

CREATE TRIGGER admission_ended AFTER DELETE ON gateway.web_session
    FOR EACH ROW EXECUTE FUNCTION gateway.admission_ended('person_id');

-- A session ends after 14 days, or when nobody used it for 7.
CREATE VIEW gateway.open_session AS
SELECT token_hash, person_id, agency_id, browser, began_at, expires_at, id, seen_at
FROM gateway.web_session
WHERE expires_at > now() AND seen_at > now() - interval '7 days';

GRANT SELECT ON gateway.open_session TO :"gateway";
