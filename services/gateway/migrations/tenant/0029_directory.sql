-- The directory follows whoever changes an address, by whatever way: pages, imports, merges, erasure.
CREATE TRIGGER directory_added AFTER INSERT ON talent REFERENCING NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION gateway.directory_follows('talent');
CREATE TRIGGER directory_changed AFTER UPDATE ON talent
    REFERENCING OLD TABLE AS before NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION gateway.directory_follows('talent');
CREATE TRIGGER directory_removed AFTER DELETE ON talent REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION gateway.directory_follows('talent');

CREATE TRIGGER directory_added AFTER INSERT ON rep REFERENCING NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION gateway.directory_follows('rep');
CREATE TRIGGER directory_changed AFTER UPDATE ON rep
    REFERENCING OLD TABLE AS before NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION gateway.directory_follows('rep');
CREATE TRIGGER directory_removed AFTER DELETE ON rep REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION gateway.directory_follows('rep');

CREATE TRIGGER directory_added AFTER INSERT ON guardian REFERENCING NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION gateway.directory_follows('guardian');
CREATE TRIGGER directory_changed AFTER UPDATE ON guardian
    REFERENCING OLD TABLE AS before NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION gateway.directory_follows('guardian');
CREATE TRIGGER directory_removed AFTER DELETE ON guardian REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION gateway.directory_follows('guardian');

-- Who is known already.
INSERT INTO gateway.directory_change (agency_id, kind, thing_id)
SELECT substring(current_schema() FROM '_([0-9a-f]{32})$')::uuid, kind, id FROM (
    SELECT 'talent' AS kind, id, email FROM talent
        WHERE deleted_at IS NULL AND merged_into IS NULL
    UNION ALL SELECT 'rep', id, email FROM rep WHERE deleted_at IS NULL
    UNION ALL SELECT 'guardian', id, email FROM guardian
) AS known WHERE email <> ''
ON CONFLICT DO NOTHING;
