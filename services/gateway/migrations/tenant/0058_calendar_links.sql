-- A calendar link: by it a program reads when a member's sessions are. It is of no production: what it
-- shows is asked at each reading of the member's part. infra/decisions/0047.
ALTER TABLE access_link ADD COLUMN person_id uuid UNIQUE, ALTER COLUMN production_id DROP NOT NULL,
    DROP CONSTRAINT access_link_scope_check;
ALTER TABLE access_link
    ADD CONSTRAINT access_link_scope_check CHECK (scope IN ('invitation', 'agreement', 'calendar')),
    ADD CONSTRAINT access_link_of_person CHECK ((scope = 'calendar') = (person_id IS NOT NULL)),
    ADD CONSTRAINT access_link_of_production CHECK ((scope = 'calendar') = (production_id IS NULL));
ALTER POLICY scope ON access_link
    USING ((SELECT platform.every_production()) OR production_id IS NULL
        OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]))
    WITH CHECK ((SELECT platform.every_production()) OR production_id IS NULL
        OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[])
            AND (guardian_id IS NULL OR EXISTS (SELECT FROM guardian g WHERE g.id = guardian_id)));
