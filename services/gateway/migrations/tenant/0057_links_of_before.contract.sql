-- Nobody looks for links in guest any more (0050).
DROP TRIGGER link_of_before ON guest;
DROP TRIGGER link_for_before ON access_link;
DROP FUNCTION link_of_before, link_for_before;
DROP TRIGGER admission_ended ON guest;
ALTER TABLE guest DROP COLUMN token_hash, DROP COLUMN expires_at, DROP COLUMN revoked_at,
    DROP COLUMN opened_at;
