-- What is below a production carries its id, by which row-level security is decided: it is the
-- parent's, whoever adds the row. The rows of before get theirs in the next file, which locks no table.
ALTER TABLE sides ADD COLUMN production_id uuid;
ALTER TABLE slot ADD COLUMN production_id uuid;
ALTER TABLE guest ADD COLUMN production_id uuid;
ALTER TABLE scorecard ADD COLUMN production_id uuid;
ALTER TABLE outcome ADD COLUMN production_id uuid;
ALTER TABLE upload_part ADD COLUMN production_id uuid;

CREATE TRIGGER inherit_production BEFORE INSERT ON sides
    FOR EACH ROW EXECUTE FUNCTION platform.inherit_production('role', 'role_id');
CREATE TRIGGER inherit_production BEFORE INSERT ON slot
    FOR EACH ROW EXECUTE FUNCTION platform.inherit_production('session', 'session_id');
CREATE TRIGGER inherit_production BEFORE INSERT ON guest
    FOR EACH ROW EXECUTE FUNCTION platform.inherit_production('session', 'session_id');
CREATE TRIGGER inherit_production BEFORE INSERT ON scorecard
    FOR EACH ROW EXECUTE FUNCTION platform.inherit_production('rooms_take_v1', 'take_id');
CREATE TRIGGER inherit_production BEFORE INSERT ON outcome
    FOR EACH ROW EXECUTE FUNCTION platform.inherit_production('slot', 'slot_id');
CREATE TRIGGER inherit_production BEFORE INSERT ON upload_part
    FOR EACH ROW EXECUTE FUNCTION platform.inherit_production('upload', 'upload_id');
