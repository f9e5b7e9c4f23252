-- Who asked for no more mails of a kind (RFC 8058). `email` is what addresses are compared by.
CREATE TABLE mail_suppression (
    email text NOT NULL CHECK (length(email) <= 320),
    kind text NOT NULL CHECK (length(kind) <= 40),
    made_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (email, kind)
);
GRANT SELECT, INSERT, DELETE ON mail_suppression TO :"gateway";
