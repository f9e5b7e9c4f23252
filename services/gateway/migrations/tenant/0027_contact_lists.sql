-- What contacts are listed by.
CREATE INDEX contact_by_name ON contact (sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_by_company ON contact (sort_company, sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_by_age ON contact (added_at, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_in_bin ON contact (deleted_at, id) WHERE deleted_at IS NOT NULL;
