-- What an office writes down beside somebody's details.

-- `visibility` is who reads it: its author, the office, who works on a production, or people who
-- are named (`talent_note_reader`) beside the author.
CREATE TABLE talent_note (
    id uuid PRIMARY KEY,
    talent_id uuid NOT NULL REFERENCES talent ON DELETE CASCADE,
    author_id uuid NOT NULL,
    words text NOT NULL CHECK (length(words) BETWEEN 1 AND 5000),
    visibility text NOT NULL CHECK (visibility IN ('me', 'office', 'production', 'people')),
    production_id uuid REFERENCES production ON DELETE CASCADE,
    version integer NOT NULL DEFAULT 1,
    written_at timestamptz NOT NULL DEFAULT now(),
    edited_at timestamptz,
    CHECK ((visibility = 'production') = (production_id IS NOT NULL))
);
CREATE INDEX talent_note_talent ON talent_note (talent_id, written_at DESC);
CREATE INDEX talent_note_production ON talent_note (production_id)
    WHERE production_id IS NOT NULL;

CREATE TABLE talent_note_reader (
    note_id uuid NOT NULL REFERENCES talent_note ON DELETE CASCADE,
    person_id uuid NOT NULL,
    PRIMARY KEY (note_id, person_id)
);

-- What was said of somebody's days, both inclusive. Nothing is overwritten: of two statements about
-- one day the later one counts. One that was wrong is taken back.
CREATE TABLE talent_availability (
    id uuid PRIMARY KEY,
    talent_id uuid NOT NULL REFERENCES talent ON DELETE CASCADE,
    first_day date NOT NULL,
    last_day date NOT NULL CHECK (last_day BETWEEN first_day AND first_day + 1100),
    state text NOT NULL CHECK (state IN ('free', 'not_free', 'unsure')),
    source text NOT NULL CHECK (source IN ('person', 'rep', 'office', 'call')),
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 200),
    stated_by uuid NOT NULL,
    stated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX talent_availability_talent ON talent_availability (talent_id, last_day);

-- Pictures, by the ids of their uploads. The first by `position` is the headshot.
CREATE TABLE talent_photo (
    id uuid PRIMARY KEY,
    talent_id uuid NOT NULL REFERENCES talent ON DELETE CASCADE,
    file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
    object_key text NOT NULL,
    width integer NOT NULL CHECK (width > 0),
    height integer NOT NULL CHECK (height > 0),
    position integer NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (talent_id, position) DEFERRABLE INITIALLY DEFERRED
);

-- A child's month and year of birth, and who is named to read them. There is no day.
CREATE TABLE talent_birth (
    talent_id uuid PRIMARY KEY REFERENCES talent ON DELETE CASCADE,
    year integer NOT NULL CHECK (year BETWEEN 1900 AND 2200),
    month integer NOT NULL CHECK (month BETWEEN 1 AND 12),
    entered_by uuid NOT NULL,
    entered_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE birth_reader (
    person_id uuid PRIMARY KEY,
    named_by uuid NOT NULL,
    named_at timestamptz NOT NULL DEFAULT now()
);

-- What a guardian said about the recording of a child in a production: in which words, when, and
-- which member wrote it down; nobody did where they said it by their own link. It names them itself,
-- so that it stays when they or the child are removed.
CREATE TABLE guardian_agreement (
    id uuid PRIMARY KEY,
    talent_id uuid NOT NULL,
    production_id uuid NOT NULL REFERENCES production ON DELETE CASCADE,
    guardian_id uuid NOT NULL,
    guardian_name text NOT NULL CHECK (length(guardian_name) BETWEEN 1 AND 120),
    guardian_email text NOT NULL CHECK (length(guardian_email) <= 320),
    words text NOT NULL CHECK (length(words) BETWEEN 1 AND 5000),
    agreed boolean NOT NULL DEFAULT true,
    given_at timestamptz NOT NULL,
    noted_by uuid,
    noted_at timestamptz NOT NULL DEFAULT now(),
    withdrawn_at timestamptz,
    CHECK (agreed OR withdrawn_at IS NULL)
);
CREATE INDEX guardian_agreement_talent ON guardian_agreement (talent_id, production_id);
CREATE INDEX guardian_agreement_production ON guardian_agreement (production_id);

-- Why nothing of somebody may be removed, though it was deleted.
CREATE TABLE talent_hold (
    talent_id uuid PRIMARY KEY REFERENCES talent,
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    held_by uuid NOT NULL,
    held_at timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT, UPDATE, DELETE ON talent_note, talent_note_reader, talent_photo,
    talent_birth TO :"gateway";
GRANT SELECT, INSERT, DELETE ON talent_availability, birth_reader, talent_hold TO :"gateway";
GRANT SELECT, INSERT ON guardian_agreement TO :"gateway";
GRANT UPDATE (withdrawn_at) ON guardian_agreement TO :"gateway";

-- Takes away all that is known of somebody, and of those who were merged with them. Where something
-- that stays refers to them (a candidate, somebody's link), their row stays too, and says nothing.
CREATE FUNCTION forget_talent(gone uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM forget_talent(id) FROM talent WHERE merged_into = gone;
    DELETE FROM talent_note WHERE talent_id = gone;
    DELETE FROM talent_availability WHERE talent_id = gone;
    DELETE FROM talent_photo WHERE talent_id = gone;
    DELETE FROM talent_birth WHERE talent_id = gone;
    DELETE FROM guardian WHERE talent_id = gone;
    DELETE FROM representation WHERE talent_id = gone;
    UPDATE talent SET name = 'Removed', pronouns = '', email = '', email_as_typed = '',
        phone = '', zone = NULL, based_in = '', playing_age_from = NULL, playing_age_to = NULL,
        height_cm = NULL, skills = '{}', languages = '{}', accents = '{}', unions = '{}',
        tags = '{}', links = '{}', deleted_at = coalesce(deleted_at, now()), removed_at = now(),
        version = version + 1
    WHERE id = gone;
    BEGIN
        DELETE FROM talent WHERE id = gone;
    EXCEPTION WHEN foreign_key_violation THEN
        NULL;
    END;
END;
$$;
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION forget_talent SET search_path TO %I, pg_temp',
        current_schema());
END $$;
