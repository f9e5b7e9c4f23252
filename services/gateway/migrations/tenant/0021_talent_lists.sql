-- What talent is listed by. Columns, not expressions of an index: a policy on rows lets only an
-- operator that cannot leak, as those of text, reach an index. Sorted without capitals and accents,
-- the same on every server; `searched` is what a list's search looks in.
ALTER TABLE talent
    ADD COLUMN sort_name text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (lower(extensions.unaccented(name))) STORED,
    ADD COLUMN searched text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (lower(extensions.unaccented(name || ' ' || email_as_typed))) STORED;
CREATE INDEX talent_by_name ON talent (sort_name, id)
    WHERE deleted_at IS NULL AND merged_into IS NULL;
CREATE INDEX talent_by_age ON talent (added_at, id)
    WHERE deleted_at IS NULL AND merged_into IS NULL;
CREATE INDEX talent_in_bin ON talent (deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX talent_terms ON talent USING gin (tags, unions, languages);

ALTER TABLE rep_firm ADD COLUMN sort_name text COLLATE "C" NOT NULL
    GENERATED ALWAYS AS (lower(extensions.unaccented(name))) STORED;
ALTER TABLE rep ADD COLUMN sort_name text COLLATE "C" NOT NULL
    GENERATED ALWAYS AS (lower(extensions.unaccented(name))) STORED;
CREATE INDEX rep_by_name ON rep (sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX rep_firm_by_name ON rep_firm (sort_name, id) WHERE deleted_at IS NULL;
