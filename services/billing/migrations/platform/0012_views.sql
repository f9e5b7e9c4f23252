-- What other services read of billing's tables: infra/decisions/0025. The first four show all
-- agencies, to who works on the platform; the others an agency its own, as before.
CREATE VIEW platform.billing_person_v1 AS
SELECT id, email, email_as_typed, name FROM platform.person;

CREATE VIEW platform.billing_agency_v1 AS SELECT id, name, founded_at FROM platform.agency;

CREATE VIEW platform.billing_membership_v1 AS
SELECT agency_id, person_id, role, productions, joined_at FROM platform.membership;

CREATE VIEW platform.billing_invitation_v1 AS
SELECT id, agency_id, email, email_as_typed, role, productions, token_hash, invited_by, invited_at,
    expires_at, ended_at
FROM platform.invitation;

GRANT SELECT ON platform.billing_person_v1, platform.billing_agency_v1,
    platform.billing_membership_v1, platform.billing_invitation_v1 TO :"gateway";

CREATE VIEW platform.billing_own_account_v1 WITH (security_barrier) AS
SELECT s.production_id, s.status, s.plan, s.period_starts_at, s.period_ends_at, s.cancels_at,
    s.ended_at,
    (SELECT coalesce(sum(u.recorded_ms), 0)::bigint FROM platform.usage u
        WHERE u.production_id = s.production_id AND NOT EXISTS (
            SELECT 1 FROM platform.usage_billed b WHERE b.take_id = u.take_id)) AS recorded_ms
FROM platform.subscription s
WHERE s.agency_id = (SELECT platform.agency_at_work());

CREATE VIEW platform.billing_own_payer_v1 WITH (security_barrier) AS
SELECT coalesce(p.email_as_typed, p.email) AS email
FROM platform.membership m JOIN platform.person p ON p.id = m.person_id
WHERE m.role IN ('owner', 'finance') AND m.agency_id = (SELECT platform.agency_at_work());

CREATE VIEW platform.billing_own_repair_v1 WITH (security_barrier) AS
SELECT id, production_id, what, repaired_at FROM platform.repair
WHERE agency_id = (SELECT platform.agency_at_work());

CREATE VIEW platform.billing_own_member_v1 WITH (security_barrier) AS
SELECT m.person_id, m.role, coalesce(p.email_as_typed, p.email) AS email
FROM platform.membership m JOIN platform.person p ON p.id = m.person_id
WHERE m.agency_id = (SELECT platform.agency_at_work());

GRANT SELECT ON platform.billing_own_account_v1, platform.billing_own_payer_v1,
    platform.billing_own_repair_v1, platform.billing_own_member_v1 TO :"gateway_tenant";
GRANT SELECT ON platform.billing_own_account_v1 TO :"rooms_tenant";
