-- What an agency has set for all its people: one row, there from the first edit on, so that an
-- archive that comes in brings its own. `reply_to` counts; `asked_reply_to` waits until its link is followed.
CREATE TABLE agency_settings (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
    zone text NOT NULL DEFAULT '' CHECK (length(zone) <= 60),
    clock text NOT NULL DEFAULT '24' CHECK (clock IN ('24', '12')),
    signature text NOT NULL DEFAULT '' CHECK (length(signature) <= 1000),
    reply_to text NOT NULL DEFAULT '' CHECK (length(reply_to) <= 320),
    asked_reply_to text NOT NULL DEFAULT '' CHECK (length(asked_reply_to) <= 320),
    reply_token_hash bytea,
    reply_expires_at timestamptz
);
GRANT SELECT, INSERT, UPDATE ON agency_settings TO :"gateway";
