-- How many calendar entries a guest was sent: each is numbered above the one that it replaces
-- (SEQUENCE, RFC 5545 section 3.8.7.4).
ALTER TABLE guest ADD COLUMN calendar_entries integer NOT NULL DEFAULT 0
    CHECK (calendar_entries >= 0);
