-- What is below a take carries its production's id, by which row-level security is decided. The rows
-- of before get theirs in the next file, which locks no table.
ALTER TABLE recording ADD COLUMN production_id uuid;
ALTER TABLE marker ADD COLUMN production_id uuid;

CREATE TRIGGER inherit_production BEFORE INSERT ON recording
    FOR EACH ROW EXECUTE FUNCTION platform.inherit_production('take', 'take_id');
CREATE TRIGGER inherit_production BEFORE INSERT ON marker
    FOR EACH ROW EXECUTE FUNCTION platform.inherit_production('take', 'take_id');
