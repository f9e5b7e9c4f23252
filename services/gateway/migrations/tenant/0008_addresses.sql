-- A guest is written to as their address was typed; `email` is what addresses are compared by.
ALTER TABLE guest ADD COLUMN email_as_typed text CHECK (length(email_as_typed) <= 320);
UPDATE guest SET email = normalize(lower(email)) WHERE email <> normalize(lower(email));
