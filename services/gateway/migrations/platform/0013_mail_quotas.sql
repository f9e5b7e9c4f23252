-- How much an office, a person and a recipient have had of late. What is queued already counts for
-- nobody: nobody is named there. `recipient_key` is what addresses are compared by.
ALTER TABLE gateway.mail ADD COLUMN queued_by uuid, ADD COLUMN recipient_key text;
CREATE INDEX mail_agency ON gateway.mail (agency_id, queued_at);
CREATE INDEX mail_queued_by ON gateway.mail (queued_by, queued_at) WHERE queued_by IS NOT NULL;
CREATE INDEX mail_recipient ON gateway.mail (recipient_key, queued_at)
    WHERE recipient_key IS NOT NULL;

-- Counts for the agency whose role is at work, and nothing but counts of others. Agency and person
-- are held, in this order, so that of two at once the second sees the first.
CREATE FUNCTION gateway.mail_counts(sender uuid, address text, OUT agency_soon int,
    OUT agency_day int, OUT person_day int, OUT recipient_day int, OUT recipient_all int,
    OUT again_s double precision)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    agency uuid := pg_catalog.substring(current_setting('role'), '_([0-9a-f]{32})$')::uuid;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('mail:' || agency, 0));
    PERFORM pg_advisory_xact_lock(hashtextextended('mail:' || sender, 0));
    SELECT count(*) FILTER (WHERE m.queued_at > now() - interval '10 minutes'), count(*)
    INTO agency_soon, agency_day
    FROM gateway.mail m WHERE m.agency_id = agency AND m.queued_by IS NOT NULL
        AND m.queued_at > now() - interval '1 day';
    SELECT count(*) INTO person_day FROM gateway.mail m
    WHERE m.queued_by = sender AND m.queued_at > now() - interval '1 day';
    SELECT count(*) FILTER (WHERE m.agency_id = agency), count(*),
        extract(epoch FROM now() - max(m.queued_at) FILTER (WHERE m.agency_id = agency))
    INTO recipient_day, recipient_all, again_s FROM gateway.mail m
    WHERE m.recipient_key = address AND m.queued_by IS NOT NULL
        AND m.queued_at > now() - interval '1 day';
END $$;
REVOKE ALL ON FUNCTION gateway.mail_counts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gateway.mail_counts TO :"gateway_tenant";
