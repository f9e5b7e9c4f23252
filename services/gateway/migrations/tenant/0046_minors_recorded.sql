-- A child is recorded only where guardians agree beside the child. Of each guardian counts what they
-- said last in a production: one has to agree, and none who answers for the child may have said no, or
-- have withdrawn.
CREATE VIEW agreed_child_in_scope WITH (security_barrier) AS
SELECT said.talent_id, said.production_id
FROM (SELECT DISTINCT ON (a.talent_id, a.production_id, a.guardian_id)
        a.talent_id, a.production_id, a.agreed AND a.withdrawn_at IS NULL AS agrees,
        EXISTS (SELECT FROM guardian g WHERE g.id = a.guardian_id) AS answers
    FROM guardian_agreement a
    WHERE (SELECT platform.every_production())
        OR a.production_id = ANY ((SELECT platform.productions_in_scope())::uuid[])
    ORDER BY a.talent_id, a.production_id, a.guardian_id, a.given_at DESC, a.id DESC) AS said
GROUP BY said.talent_id, said.production_id
HAVING bool_or(said.agrees) AND bool_and(said.agrees OR NOT said.answers);
GRANT SELECT ON agreed_child_in_scope TO :"gateway";

-- Rooms asks before each take, and while one runs: the personal links of minors where it is not so.
CREATE VIEW gateway_unagreed_minor_v1 WITH (security_barrier) AS
SELECT g.id AS guest_id, g.production_id
FROM guest g JOIN talent t ON t.id = g.talent_id
WHERE t.minor
    AND ((SELECT platform.every_production())
        OR g.production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]))
    AND (t.deleted_at IS NOT NULL OR NOT EXISTS (SELECT FROM agreed_child_in_scope a
        WHERE a.talent_id = t.id AND a.production_id = g.production_id));
GRANT SELECT ON gateway_unagreed_minor_v1 TO :"rooms";
