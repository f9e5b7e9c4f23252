-- A child is recorded only where a guardian agrees beside the child: rooms asks before each take. The
-- personal links of minors for whom no agreement counts now in their production.
CREATE VIEW gateway_unagreed_minor_v1 WITH (security_barrier) AS
SELECT g.id AS guest_id, g.production_id
FROM guest g JOIN talent t ON t.id = g.talent_id
WHERE t.minor
    AND ((SELECT platform.every_production())
        OR g.production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]))
    AND NOT EXISTS (SELECT FROM guardian_agreement a WHERE a.talent_id = t.id
        AND a.production_id = g.production_id AND a.withdrawn_at IS NULL);
GRANT SELECT ON gateway_unagreed_minor_v1 TO :"rooms";
