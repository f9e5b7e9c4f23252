-- Where a guest was when they opened their invitation, by their browser's clock: an IANA zone.
ALTER TABLE guest ADD COLUMN zone text CHECK (length(zone) <= 60);
CREATE INDEX guest_email ON guest (email);
