-- To whom the agency wrote about what, and what became of it. Words and links wait in gateway.mail
-- until they are sent, and go; this stays.
CREATE TABLE mail_record (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (length(kind) <= 40),
    recipient text NOT NULL CHECK (length(recipient) <= 320),
    -- `guest:<id>` or `person:<id>`, where they are known by more than their address.
    who text NOT NULL DEFAULT '',
    thing text NOT NULL DEFAULT '',
    thing_id uuid,
    production_id uuid REFERENCES production,
    subject text NOT NULL CHECK (length(subject) <= 300),
    status text NOT NULL DEFAULT 'waiting'
        CHECK (status IN ('waiting', 'put_off', 'sent', 'refused', 'bounced', 'withdrawn')),
    -- Why it did not arrive, and what the mail server said to that.
    reason text CHECK (reason IN ('beyond_ascii', 'refused', 'not_reached', 'bounced')),
    reply text NOT NULL DEFAULT '' CHECK (length(reply) <= 500),
    made_at timestamptz NOT NULL DEFAULT now(),
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX mail_record_thing ON mail_record (thing_id, made_at) WHERE thing_id IS NOT NULL;
CREATE INDEX mail_record_production ON mail_record (production_id);

GRANT SELECT, INSERT, UPDATE (status, reason, reply, changed_at) ON mail_record TO :"gateway";

-- The mails of the last month, as the queue still knows them.
INSERT INTO mail_record (id, kind, recipient, who, thing, thing_id, production_id, subject, status,
    reason, reply, made_at, changed_at)
SELECT m.id,
    CASE WHEN g.id IS NOT NULL THEN 'invitation' WHEN o.id IS NOT NULL THEN 'answer'
        WHEN m.about IS NOT NULL THEN 'team_invitation' ELSE 'webhook_off' END,
    m.recipient, coalesce('guest:' || coalesce(g.id, o.guest_id), ''),
    CASE WHEN g.id IS NOT NULL THEN 'guest' WHEN o.id IS NOT NULL THEN 'slot'
        WHEN m.about IS NOT NULL THEN 'invitation' ELSE '' END,
    coalesce(o.slot_id, m.about), s.production_id, m.subject,
    CASE WHEN m.sent_at IS NOT NULL THEN 'sent' WHEN m.failure IS NOT NULL THEN 'refused'
        ELSE 'waiting' END,
    m.undelivered, coalesce(left(m.failure, 500), ''), m.queued_at, coalesce(m.sent_at, m.queued_at)
FROM gateway.mail m
LEFT JOIN outcome o ON o.id = m.about
LEFT JOIN guest g ON g.id = m.about
LEFT JOIN slot l ON l.id = o.slot_id
LEFT JOIN session s ON s.id = coalesce(g.session_id, l.session_id)
WHERE m.agency_id = substring(current_schema() FROM '^agency_([0-9a-f]{32})$')::uuid;

-- As before (0012), with the production's mails.
CREATE OR REPLACE FUNCTION forget_casting(gone uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER AS $$
    DELETE FROM mail_record WHERE production_id = gone;
    DELETE FROM scorecard WHERE take_id IN (
        SELECT id FROM rooms_take_v1 WHERE production_id = gone);
    DELETE FROM outcome WHERE slot_id IN (SELECT slot.id FROM slot
        JOIN session ON session.id = slot.session_id WHERE session.production_id = gone);
    DELETE FROM guest WHERE session_id IN (SELECT id FROM session WHERE production_id = gone);
    DELETE FROM slot WHERE session_id IN (SELECT id FROM session WHERE production_id = gone);
    DELETE FROM session WHERE production_id = gone;
    DELETE FROM sides WHERE role_id IN (SELECT id FROM role WHERE production_id = gone);
    DELETE FROM role WHERE production_id = gone;
    DELETE FROM production WHERE id = gone;
$$;
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION forget_casting SET search_path TO %I, pg_temp',
        current_schema());
END $$;
