-- What talent and reps are listed by.
CREATE INDEX talent_by_name ON talent (sort_name, id)
    WHERE deleted_at IS NULL AND merged_into IS NULL;
CREATE INDEX talent_by_age ON talent (added_at, id)
    WHERE deleted_at IS NULL AND merged_into IS NULL;
CREATE INDEX talent_in_bin ON talent (deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX talent_terms ON talent USING gin (tags, unions, languages);

CREATE INDEX rep_by_name ON rep (sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX rep_firm_by_name ON rep_firm (sort_name, id) WHERE deleted_at IS NULL;
