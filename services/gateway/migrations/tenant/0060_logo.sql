-- The picture that stands for the agency: the id of its upload, and where its file lies.
ALTER TABLE agency_settings ADD COLUMN logo_id uuid, ADD COLUMN logo_key text,
    ADD CONSTRAINT agency_settings_logo CHECK ((logo_id IS NULL) = (logo_key IS NULL));
