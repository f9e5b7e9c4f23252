-- An address is written to as it was typed, and looked up by what it is compared by, which `email`
-- stays. Where nothing was typed yet by the newer rule, the two are the same.
ALTER TABLE platform.person
    ADD COLUMN email_as_typed text CHECK (length(email_as_typed) <= 320);
ALTER TABLE platform.invitation
    ADD COLUMN email_as_typed text CHECK (length(email_as_typed) <= 320);

-- Addresses were case-folded, which takes some letters apart; now they are in lower case, composed.
-- What folding made one (ß and ss) cannot be told apart any more, and no mail came there.
UPDATE platform.person SET email = normalize(lower(email))
WHERE email <> normalize(lower(email)) AND NOT EXISTS (
    SELECT FROM platform.person other WHERE other.email = normalize(lower(person.email)));
UPDATE platform.invitation SET email = normalize(lower(email))
WHERE email <> normalize(lower(email)) AND NOT EXISTS (
    SELECT FROM platform.invitation other
    WHERE other.agency_id = invitation.agency_id AND other.ended_at IS NULL
        AND other.email = normalize(lower(invitation.email)));

CREATE OR REPLACE VIEW platform.own_payer WITH (security_barrier) AS
SELECT coalesce(p.email_as_typed, p.email) AS email
FROM platform.membership m JOIN platform.person p ON p.id = m.person_id
WHERE m.role IN ('owner', 'finance') AND m.agency_id = (SELECT platform.agency_at_work());
