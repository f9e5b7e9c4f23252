-- Who works here, and for which agency. Billing writes; the gateway reads.

CREATE TABLE platform.person (
    id uuid PRIMARY KEY,
    email text NOT NULL UNIQUE CHECK (length(email) <= 320),
    name text NOT NULL DEFAULT '' CHECK (length(name) <= 200),
    joined_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE platform.agency (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    founded_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE platform.membership (
    agency_id uuid NOT NULL REFERENCES platform.agency (id),
    person_id uuid NOT NULL REFERENCES platform.person (id),
    role text NOT NULL CHECK (
        role IN ('owner', 'casting_director', 'associate', 'runner', 'freelancer', 'finance')
    ),
    joined_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (agency_id, person_id)
);
CREATE INDEX membership_person ON platform.membership (person_id, joined_at);

GRANT SELECT, INSERT, UPDATE ON platform.person, platform.agency TO :"billing";
GRANT SELECT, INSERT, UPDATE, DELETE ON platform.membership TO :"billing";
GRANT SELECT ON platform.person, platform.agency, platform.membership TO :"gateway";
