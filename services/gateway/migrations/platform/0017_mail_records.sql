-- A mail says what it is, whose name is beside the operator's address, and the same in HTML.
ALTER TABLE gateway.mail
    ADD COLUMN kind text CHECK (length(kind) <= 40),
    ADD COLUMN html text,
    ADD COLUMN from_name text NOT NULL DEFAULT '' CHECK (length(from_name) <= 120);

-- What left, or was given up, is emptied, whichever version sent it: it may hold personal links.
CREATE FUNCTION gateway.empty_mail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.body := '';
    NEW.html := NULL;
    NEW.calendar := NULL;
    NEW.reply_to := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER empty_mail BEFORE UPDATE ON gateway.mail FOR EACH ROW
    WHEN (NEW.sent_at IS NOT NULL OR NEW.failure IS NOT NULL)
    EXECUTE FUNCTION gateway.empty_mail();

-- As before (0013), but that a guest's questions are the agency's mails and count for no member.
CREATE OR REPLACE FUNCTION gateway.mail_counts(sender uuid, address text, OUT agency_soon int,
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
        AND m.kind IS DISTINCT FROM 'question' AND m.queued_at > now() - interval '1 day';
    SELECT count(*) INTO person_day FROM gateway.mail m
    WHERE m.queued_by = sender AND m.queued_at > now() - interval '1 day';
    SELECT count(*) FILTER (WHERE m.agency_id = agency), count(*),
        extract(epoch FROM now() - max(m.queued_at) FILTER (WHERE m.agency_id = agency))
    INTO recipient_day, recipient_all, again_s FROM gateway.mail m
    WHERE m.recipient_key = address AND m.queued_by IS NOT NULL
        AND m.kind IS DISTINCT FROM 'question' AND m.queued_at > now() - interval '1 day';
END $$;
