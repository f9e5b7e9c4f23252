-- Keys keep a row and its parent in one production. A take is rooms', which has no key for it.
ALTER TABLE slot ADD CONSTRAINT slot_of_production UNIQUE (id, production_id);
ALTER TABLE guest ADD CONSTRAINT guest_of_production UNIQUE (id, production_id);
ALTER TABLE upload ADD CONSTRAINT upload_of_production UNIQUE (id, production_id);
ALTER TABLE sides ADD FOREIGN KEY (role_id, production_id) REFERENCES role (id, production_id);
ALTER TABLE slot
    ADD FOREIGN KEY (session_id, production_id) REFERENCES session (id, production_id),
    ADD FOREIGN KEY (role_id, production_id) REFERENCES role (id, production_id);
ALTER TABLE guest
    ADD FOREIGN KEY (session_id, production_id) REFERENCES session (id, production_id),
    ADD FOREIGN KEY (slot_id, production_id) REFERENCES slot (id, production_id);
ALTER TABLE outcome
    ADD FOREIGN KEY (guest_id, production_id) REFERENCES guest (id, production_id),
    ADD FOREIGN KEY (slot_id, production_id) REFERENCES slot (id, production_id);
ALTER TABLE upload_part ADD FOREIGN KEY (upload_id, production_id)
    REFERENCES upload (id, production_id) ON DELETE CASCADE;
ALTER TABLE slot_participant
    ADD FOREIGN KEY (slot_id, production_id) REFERENCES slot (id, production_id),
    ADD FOREIGN KEY (guest_id, production_id) REFERENCES guest (id, production_id);

-- Whom a scope reaches, of people over all productions: infra/decisions/0042. Never all of them: for
-- '*' nobody asks. The views read with the owner's rights, so they look at the scope themselves.
CREATE INDEX candidate_scope ON candidate (production_id, talent_id);
CREATE INDEX candidate_rep ON candidate (rep_id) WHERE rep_id IS NOT NULL;
CREATE INDEX guest_production ON guest (production_id);

CREATE VIEW talent_in_scope WITH (security_barrier) AS
SELECT talent_id AS id FROM candidate
WHERE production_id = ANY ((SELECT platform.productions_in_scope())::uuid[])
UNION ALL
SELECT talent_id FROM guest
WHERE production_id = ANY ((SELECT platform.productions_in_scope())::uuid[])
    AND talent_id IS NOT NULL;

CREATE VIEW rep_in_scope WITH (security_barrier) AS
SELECT r.rep_id AS id FROM talent_in_scope t JOIN representation r ON r.talent_id = t.id
UNION ALL
SELECT rep_id FROM candidate
WHERE production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]) AND rep_id IS NOT NULL
UNION ALL
SELECT rep_id FROM guest
WHERE production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]) AND rep_id IS NOT NULL;

CREATE VIEW rep_firm_in_scope WITH (security_barrier) AS
SELECT rep.firm_id AS id FROM rep_in_scope s JOIN rep ON rep.id = s.id
WHERE rep.firm_id IS NOT NULL;

CREATE VIEW contact_in_scope WITH (security_barrier) AS
SELECT contact_id AS id FROM guest
WHERE production_id = ANY ((SELECT platform.productions_in_scope())::uuid[])
    AND contact_id IS NOT NULL;

GRANT SELECT ON talent_in_scope, rep_in_scope, rep_firm_in_scope, contact_in_scope TO :"gateway";

-- Who adds somebody within a scope has to say in the same transaction what they are in.
CREATE TRIGGER note_added BEFORE INSERT ON talent FOR EACH ROW
    WHEN (cardinality(platform.productions_in_scope()) > 0) EXECUTE FUNCTION platform.note_added();
CREATE TRIGGER note_added BEFORE INSERT ON rep FOR EACH ROW
    WHEN (cardinality(platform.productions_in_scope()) > 0) EXECUTE FUNCTION platform.note_added();
CREATE TRIGGER note_added BEFORE INSERT ON rep_firm FOR EACH ROW
    WHEN (cardinality(platform.productions_in_scope()) > 0) EXECUTE FUNCTION platform.note_added();
CREATE TRIGGER note_added BEFORE INSERT ON contact FOR EACH ROW
    WHEN (cardinality(platform.productions_in_scope()) > 0) EXECUTE FUNCTION platform.note_added();

ALTER TABLE talent ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON talent USING ((SELECT platform.every_production())
    OR id IN (SELECT s.id FROM talent_in_scope s)
    OR id = ANY ((SELECT platform.added_just_now())::uuid[]));

ALTER TABLE rep ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON rep USING ((SELECT platform.every_production())
    OR id IN (SELECT s.id FROM rep_in_scope s)
    OR id = ANY ((SELECT platform.added_just_now())::uuid[]));

ALTER TABLE rep_firm ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON rep_firm USING ((SELECT platform.every_production())
    OR id IN (SELECT s.id FROM rep_firm_in_scope s)
    OR id = ANY ((SELECT platform.added_just_now())::uuid[]));

ALTER TABLE contact ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON contact USING ((SELECT platform.every_production())
    OR id IN (SELECT s.id FROM contact_in_scope s)
    OR id = ANY ((SELECT platform.added_just_now())::uuid[]));

-- What belongs to talent is seen with them. Nobody is reached by being named: who is written into a
-- row has to be in the scope before.
ALTER TABLE guardian ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON guardian USING ((SELECT platform.every_production())
    OR talent_id IN (SELECT s.id FROM talent_in_scope s)
    OR talent_id = ANY ((SELECT platform.added_just_now())::uuid[]));

ALTER TABLE representation ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON representation
    USING ((SELECT platform.every_production())
        OR talent_id IN (SELECT s.id FROM talent_in_scope s)
        OR talent_id = ANY ((SELECT platform.added_just_now())::uuid[]))
    WITH CHECK ((SELECT platform.every_production())
        OR EXISTS (SELECT FROM talent t WHERE t.id = talent_id)
            AND EXISTS (SELECT FROM rep r WHERE r.id = rep_id));

CALL platform.scope_by_production('round', 'decision', 'answer', 'slot_participant');

ALTER TABLE candidate ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON candidate
    USING ((SELECT platform.every_production())
        OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]))
    WITH CHECK ((SELECT platform.every_production())
        OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[])
            AND EXISTS (SELECT FROM talent t WHERE t.id = talent_id)
            AND (rep_id IS NULL OR EXISTS (SELECT FROM rep r WHERE r.id = rep_id)));
