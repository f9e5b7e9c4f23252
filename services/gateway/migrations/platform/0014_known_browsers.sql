-- Browsers in which somebody has signed in. What a stranger asks for does not count against them,
-- and a sign-in in another one is told to them. Forgotten when not used for 400 days.
CREATE TABLE gateway.known_browser (
    person_id uuid NOT NULL,
    browser_hash bytea NOT NULL,
    known_since timestamptz NOT NULL DEFAULT now(),
    used_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (person_id, browser_hash)
);

-- Where a link was asked for: an address, or the network of an IPv6 subscriber.
ALTER TABLE gateway.sign_in_link
    ADD COLUMN place text NOT NULL DEFAULT '' CHECK (length(place) <= 64);

GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.known_browser TO :"gateway";
