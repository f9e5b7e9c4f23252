-- The people whom an office knows over all productions, and who is considered for a role. `email` is
-- what addresses are compared by, `email_as_typed` is what is written to. `version` counts edits.
-- What is deleted is hidden first, and goes later: `deleted_at`.
--
-- Lists sort by `sort_…`, without capitals and accents and the same on every server, and look in
-- `searched`; search over all looks in `folded` (0044). They are columns, not expressions of an
-- index: a policy on rows lets only an operator that cannot leak, as those of text, reach an index.
-- Phone numbers compare by their last nine digits: with and without the country's.

CREATE TABLE rep_firm (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    phone text NOT NULL DEFAULT '' CHECK (length(phone) <= 40),
    zone text CHECK (length(zone) <= 60),
    website text NOT NULL DEFAULT '' CHECK (length(website) <= 500),
    sort_name text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (lower(extensions.unaccented(name))) STORED,
    folded text NOT NULL GENERATED ALWAYS AS (extensions.folded(name)) STORED,
    version integer NOT NULL DEFAULT 1,
    added_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz
);

-- Who represents talent: an agent or a manager, of a firm or on their own.
CREATE TABLE rep (
    id uuid PRIMARY KEY,
    firm_id uuid REFERENCES rep_firm,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    title text NOT NULL DEFAULT '' CHECK (length(title) <= 120),
    email text NOT NULL DEFAULT '' CHECK (length(email) <= 320),
    email_as_typed text NOT NULL DEFAULT '' CHECK (length(email_as_typed) <= 320),
    phone text NOT NULL DEFAULT '' CHECK (length(phone) <= 40),
    zone text CHECK (length(zone) <= 60),
    sort_name text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (lower(extensions.unaccented(name))) STORED,
    folded text NOT NULL
        GENERATED ALWAYS AS (extensions.folded(name || ' ' || split_part(email, '@', 1))) STORED,
    version integer NOT NULL DEFAULT 1,
    added_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz
);
CREATE INDEX rep_firm_id ON rep (firm_id);
CREATE INDEX rep_email ON rep (email) WHERE email <> '';

-- A director, producer, studio person or reader.
CREATE TABLE contact (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    title text NOT NULL DEFAULT '' CHECK (length(title) <= 120),
    company text NOT NULL DEFAULT '' CHECK (length(company) <= 120),
    email text NOT NULL DEFAULT '' CHECK (length(email) <= 320),
    email_as_typed text NOT NULL DEFAULT '' CHECK (length(email_as_typed) <= 320),
    phone text NOT NULL DEFAULT '' CHECK (length(phone) <= 40),
    zone text CHECK (length(zone) <= 60),
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 5000),
    source text NOT NULL DEFAULT 'office' CHECK (source IN ('office', 'invitation', 'import')),
    sort_name text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (lower(extensions.unaccented(name))) STORED,
    sort_company text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (lower(extensions.unaccented(company))) STORED,
    searched text COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(extensions.unaccented(
        name || ' ' || company || ' ' || title || ' ' || email_as_typed))) STORED,
    folded text NOT NULL GENERATED ALWAYS AS (extensions.folded(
        name || ' ' || company || ' ' || split_part(email, '@', 1))) STORED,
    phone_key text GENERATED ALWAYS AS (right(regexp_replace(phone, '[^0-9]', '', 'g'), 9)) STORED,
    version integer NOT NULL DEFAULT 1,
    added_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz
);
CREATE INDEX contact_email ON contact (email) WHERE email <> '';

-- A performer. No date of birth: a playing age is a range, in years; heights are in centimetres.
CREATE TABLE talent (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    pronouns text NOT NULL DEFAULT '' CHECK (length(pronouns) <= 60),
    email text NOT NULL DEFAULT '' CHECK (length(email) <= 320),
    email_as_typed text NOT NULL DEFAULT '' CHECK (length(email_as_typed) <= 320),
    phone text NOT NULL DEFAULT '' CHECK (length(phone) <= 40),
    zone text CHECK (length(zone) <= 60),
    based_in text NOT NULL DEFAULT '' CHECK (length(based_in) <= 120),
    playing_age_from integer CHECK (playing_age_from BETWEEN 0 AND 120),
    playing_age_to integer CHECK (playing_age_to BETWEEN 0 AND 120),
    height_cm integer CHECK (height_cm BETWEEN 30 AND 300),
    skills text[] NOT NULL DEFAULT '{}' CHECK (cardinality(skills) <= 50),
    languages text[] NOT NULL DEFAULT '{}' CHECK (cardinality(languages) <= 50),
    accents text[] NOT NULL DEFAULT '{}' CHECK (cardinality(accents) <= 50),
    unions text[] NOT NULL DEFAULT '{}' CHECK (cardinality(unions) <= 50),
    tags text[] NOT NULL DEFAULT '{}' CHECK (cardinality(tags) <= 50),
    links text[] NOT NULL DEFAULT '{}' CHECK (cardinality(links) <= 20),
    minor boolean NOT NULL DEFAULT false,
    source text NOT NULL DEFAULT 'office' CHECK (source IN ('office', 'invitation', 'import')),
    -- When somebody imported was told where their data is from.
    told_at timestamptz,
    -- Until when they chose that takes and tapes are kept for other parts; null where they did not.
    kept_until timestamptz,
    -- Whose duplicate this was: it is hidden behind them.
    merged_into uuid REFERENCES talent,
    sort_name text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (lower(extensions.unaccented(name))) STORED,
    searched text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (lower(extensions.unaccented(name || ' ' || email_as_typed))) STORED,
    folded text NOT NULL
        GENERATED ALWAYS AS (extensions.folded(name || ' ' || split_part(email, '@', 1))) STORED,
    phone_key text GENERATED ALWAYS AS (right(regexp_replace(phone, '[^0-9]', '', 'g'), 9)) STORED,
    version integer NOT NULL DEFAULT 1,
    added_at timestamptz NOT NULL DEFAULT now(),
    archived_at timestamptz,
    deleted_at timestamptz,
    -- When all that was known of them went; the row stays where something refers to it.
    removed_at timestamptz,
    CHECK (playing_age_from <= playing_age_to),
    CHECK (merged_into <> id)
);
CREATE INDEX talent_email ON talent (email) WHERE email <> '';
CREATE INDEX talent_merged_into ON talent (merged_into) WHERE merged_into IS NOT NULL;

-- One performer may have several reps at once, one a medium or territory.
CREATE TABLE representation (
    talent_id uuid NOT NULL REFERENCES talent ON DELETE CASCADE,
    rep_id uuid NOT NULL REFERENCES rep ON DELETE CASCADE,
    covers text NOT NULL DEFAULT '' CHECK (length(covers) <= 120),
    added_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    PRIMARY KEY (talent_id, rep_id)
);
CREATE INDEX representation_rep ON representation (rep_id);

-- Who answers for a child.
CREATE TABLE guardian (
    id uuid PRIMARY KEY,
    talent_id uuid NOT NULL REFERENCES talent ON DELETE CASCADE,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    relation text NOT NULL DEFAULT '' CHECK (length(relation) <= 60),
    email text NOT NULL CHECK (length(email) BETWEEN 3 AND 320),
    email_as_typed text NOT NULL CHECK (length(email_as_typed) BETWEEN 3 AND 320),
    phone text NOT NULL DEFAULT '' CHECK (length(phone) <= 40),
    added_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX guardian_talent ON guardian (talent_id);
CREATE INDEX guardian_email ON guardian (email);

-- So that what is below a production can carry its id, kept true by the key.
ALTER TABLE role ADD CONSTRAINT role_of_production UNIQUE (id, production_id);
ALTER TABLE session ADD CONSTRAINT session_of_production UNIQUE (id, production_id);

CREATE TABLE round (
    id uuid PRIMARY KEY,
    production_id uuid NOT NULL REFERENCES production,
    kind text NOT NULL CHECK (kind IN ('audition', 'callback', 'chemistry', 'self_tape', 'other')),
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    position integer NOT NULL CHECK (position > 0),
    version integer NOT NULL DEFAULT 1,
    added_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (id, production_id),
    UNIQUE (production_id, position) DEFERRABLE
);

-- One performer considered for one role, from the first submission to the end. `status` is what the
-- newest decision made of it; `told_through` is who is written to.
CREATE TABLE candidate (
    id uuid PRIMARY KEY,
    production_id uuid NOT NULL REFERENCES production,
    role_id uuid NOT NULL,
    talent_id uuid NOT NULL REFERENCES talent,
    status text NOT NULL DEFAULT 'considered',
    round_id uuid,
    told_through text NOT NULL DEFAULT 'person'
        CHECK (told_through IN ('person', 'rep', 'both', 'guardian')),
    rep_id uuid REFERENCES rep,
    version integer NOT NULL DEFAULT 1,
    added_by uuid,
    added_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    UNIQUE (role_id, talent_id),
    UNIQUE (id, production_id),
    FOREIGN KEY (role_id, production_id) REFERENCES role (id, production_id),
    FOREIGN KEY (round_id, production_id) REFERENCES round (id, production_id),
    CHECK (told_through NOT IN ('rep', 'both') OR rep_id IS NOT NULL)
);
CREATE INDEX candidate_production ON candidate (production_id);
CREATE INDEX candidate_talent ON candidate (talent_id);

-- One dated step of a candidate. Rows are only ever added; it tells nobody.
CREATE TABLE decision (
    id uuid PRIMARY KEY,
    candidate_id uuid NOT NULL,
    production_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN
        ('select', 'request', 'audition', 'callback', 'pin', 'choose', 'release')),
    round_id uuid,
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 5000),
    decided_by uuid NOT NULL,
    decided_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (candidate_id, production_id) REFERENCES candidate (id, production_id),
    FOREIGN KEY (round_id, production_id) REFERENCES round (id, production_id)
);
CREATE INDEX decision_candidate ON decision (candidate_id, decided_at, id);
CREATE INDEX decision_production ON decision (production_id);

-- What a person is told of a decision.
CREATE TABLE answer (
    id uuid PRIMARY KEY,
    candidate_id uuid NOT NULL,
    production_id uuid NOT NULL,
    decision_id uuid NOT NULL REFERENCES decision,
    message text NOT NULL DEFAULT '' CHECK (length(message) <= 5000),
    status text NOT NULL CHECK (status IN ('draft', 'waiting', 'sent', 'failed')),
    mail_id uuid,
    leaves_at timestamptz,
    written_by uuid NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (candidate_id, production_id) REFERENCES candidate (id, production_id)
);
CREATE INDEX answer_candidate ON answer (candidate_id);
CREATE INDEX answer_production ON answer (production_id);
CREATE UNIQUE INDEX answer_of_decision ON answer (decision_id) WHERE status <> 'failed';

-- Who is in a slot, each for a role of their own; `guest_id` is whose link they come in by.
CREATE TABLE slot_participant (
    slot_id uuid NOT NULL REFERENCES slot,
    candidate_id uuid NOT NULL,
    production_id uuid NOT NULL,
    guest_id uuid REFERENCES guest,
    added_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (slot_id, candidate_id),
    FOREIGN KEY (candidate_id, production_id) REFERENCES candidate (id, production_id)
);
CREATE INDEX slot_participant_candidate ON slot_participant (candidate_id);
CREATE INDEX slot_participant_production ON slot_participant (production_id);
CREATE INDEX slot_participant_guest ON slot_participant (guest_id);

-- Whom of the people above a personal link was made for; null in those of before.
ALTER TABLE guest
    ADD COLUMN talent_id uuid REFERENCES talent,
    -- A link outlives the contact that it was made for: it is the guest who comes in by it.
    ADD COLUMN contact_id uuid REFERENCES contact ON DELETE SET NULL,
    ADD COLUMN rep_id uuid REFERENCES rep;
CREATE INDEX guest_talent ON guest (talent_id) WHERE talent_id IS NOT NULL;
CREATE INDEX guest_contact ON guest (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX guest_rep ON guest (rep_id) WHERE rep_id IS NOT NULL;

ALTER TABLE session
    ADD COLUMN round_id uuid,
    ADD CONSTRAINT session_round FOREIGN KEY (round_id, production_id)
        REFERENCES round (id, production_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON
    rep_firm, rep, contact, talent, representation, guardian TO :"gateway";
GRANT SELECT, INSERT, UPDATE ON round, candidate, answer TO :"gateway";
GRANT SELECT, INSERT, UPDATE, DELETE ON slot_participant TO :"gateway";
GRANT DELETE ON answer TO :"gateway";
GRANT SELECT, INSERT ON decision TO :"gateway";
