-- What a mail says of itself and never changes, whom an answer to it goes to, and whom or what it
-- was about, so that what could not be delivered is shown there.
ALTER TABLE gateway.mail
    ADD COLUMN queued_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN reply_to text CHECK (length(reply_to) <= 900),
    ADD COLUMN about uuid,
    ADD COLUMN undelivered text CHECK (undelivered IN ('beyond_ascii', 'refused', 'not_reached'));
CREATE INDEX mail_about ON gateway.mail (about, queued_at) WHERE about IS NOT NULL;

-- What an agency sees of its mails: the last one about each, where it did not arrive.
CREATE VIEW gateway.own_undelivered WITH (security_barrier) AS
SELECT about, undelivered FROM (
    SELECT DISTINCT ON (about) about, undelivered FROM gateway.mail
    WHERE about IS NOT NULL AND agency_id = (SELECT platform.agency_at_work())
    ORDER BY about, queued_at DESC, id DESC) AS last
WHERE undelivered IS NOT NULL;
GRANT SELECT ON gateway.own_undelivered TO :"gateway_tenant";
