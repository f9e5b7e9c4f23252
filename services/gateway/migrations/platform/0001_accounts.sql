-- What the gateway keeps about nobody's agency: how people sign in, and the mails that wait.

CREATE SCHEMA gateway;
GRANT USAGE ON SCHEMA gateway TO :"gateway", :"gateway_tenant";

CREATE TABLE gateway.sign_in_link (
    token_hash bytea PRIMARY KEY,
    browser_hash bytea NOT NULL,
    email text NOT NULL CHECK (length(email) <= 320),
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX sign_in_link_expires ON gateway.sign_in_link (expires_at);
CREATE INDEX sign_in_link_email ON gateway.sign_in_link (email, expires_at);

CREATE TABLE gateway.web_session (
    token_hash bytea PRIMARY KEY,
    person_id uuid NOT NULL,
    agency_id uuid,
    browser text NOT NULL CHECK (length(browser) <= 400),
    began_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);
CREATE INDEX web_session_person ON gateway.web_session (person_id);
CREATE INDEX web_session_expires ON gateway.web_session (expires_at);

-- Bodies hold personal links, so they are emptied once the mail is sent.
CREATE TABLE gateway.mail (
    id uuid PRIMARY KEY,
    agency_id uuid,
    recipient text NOT NULL CHECK (length(recipient) <= 320),
    subject text NOT NULL CHECK (length(subject) <= 300),
    body text NOT NULL,
    calendar text,
    due_at timestamptz NOT NULL DEFAULT now(),
    attempts integer NOT NULL DEFAULT 0,
    sent_at timestamptz,
    failure text
);
CREATE INDEX mail_waiting ON gateway.mail (due_at) WHERE sent_at IS NULL AND failure IS NULL;

CREATE FUNCTION gateway.mail_queued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_catalog.pg_notify('mail', '');
    RETURN NULL;
END $$;
CREATE TRIGGER mail_queued AFTER INSERT ON gateway.mail
    FOR EACH STATEMENT EXECUTE FUNCTION gateway.mail_queued();

GRANT SELECT, INSERT, UPDATE, DELETE ON
    gateway.sign_in_link, gateway.web_session, gateway.mail TO :"gateway";
GRANT INSERT ON gateway.mail TO :"gateway_tenant";
