-- Those who pay are mailed once when the files of a production fill most of its storage.
ALTER TABLE production ADD COLUMN storage_mailed_at timestamptz;
