-- What contacts are listed by. Columns, not expressions of an index: a policy on rows lets only an
-- operator that cannot leak, as those of text, reach an index. Sorted without capitals and accents,
-- the same on every server; `searched` is what a list's search looks in.
ALTER TABLE contact
    ADD COLUMN sort_name text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (lower(extensions.unaccented(name))) STORED,
    ADD COLUMN sort_company text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (lower(extensions.unaccented(company))) STORED,
    ADD COLUMN searched text COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(extensions.unaccented(
        name || ' ' || company || ' ' || title || ' ' || email_as_typed))) STORED;
CREATE INDEX contact_by_name ON contact (sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_by_company ON contact (sort_company, sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_by_age ON contact (added_at, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_in_bin ON contact (deleted_at, id) WHERE deleted_at IS NOT NULL;

-- A link outlives the contact that it was made for: it is the guest who comes in by it.
ALTER TABLE guest
    DROP CONSTRAINT guest_contact_id_fkey,
    ADD CONSTRAINT guest_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contact
        ON DELETE SET NULL;
