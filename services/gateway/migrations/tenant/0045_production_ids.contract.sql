-- The version before leaves the column to triggers. A scorecard of a take that is gone is nobody's.
DELETE FROM scorecard WHERE production_id IS NULL;
ALTER TABLE sides ALTER COLUMN production_id SET NOT NULL;
ALTER TABLE slot ALTER COLUMN production_id SET NOT NULL;
ALTER TABLE guest ALTER COLUMN production_id SET NOT NULL;
ALTER TABLE scorecard ALTER COLUMN production_id SET NOT NULL;
ALTER TABLE outcome ALTER COLUMN production_id SET NOT NULL;
