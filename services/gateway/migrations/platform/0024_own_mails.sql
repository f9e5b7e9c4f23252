-- An agency's role queues mails of its own agency only, or of none as the version before did for
-- those who pay; and says of a mail what it is, never what became of it.
CREATE FUNCTION gateway.check_mail_owner() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    agency uuid := pg_catalog.substring(current_user::text, '_([0-9a-f]{32})$')::uuid;
BEGIN
    IF agency IS NOT NULL AND NEW.agency_id <> agency THEN
        RAISE insufficient_privilege USING MESSAGE = 'a mail of another agency';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_mail_owner BEFORE INSERT ON gateway.mail FOR EACH ROW
    EXECUTE FUNCTION gateway.check_mail_owner();

REVOKE INSERT ON gateway.mail FROM :"gateway_tenant";
GRANT INSERT (id, agency_id, kind, recipient, subject, body, html, calendar, from_name, reply_to,
    about, due_at, fact_type, fact_body, queued_by, recipient_key) ON gateway.mail
    TO :"gateway_tenant";
