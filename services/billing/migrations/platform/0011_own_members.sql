-- Whom a guest's question goes to: an agency sees its own members' addresses, and nobody else's.
CREATE VIEW platform.own_member WITH (security_barrier) AS
SELECT m.person_id, m.role, coalesce(p.email_as_typed, p.email) AS email
FROM platform.membership m JOIN platform.person p ON p.id = m.person_id
WHERE m.agency_id = (SELECT platform.agency_at_work());
GRANT SELECT ON platform.own_member TO :"gateway_tenant";
