-- Those who pay see what was repaired, and hear of it once. What lies here already is no news.
ALTER TABLE platform.repair ADD COLUMN told_at timestamptz;
UPDATE platform.repair SET told_at = repaired_at;
CREATE INDEX repair_untold ON platform.repair (agency_id) WHERE told_at IS NULL;
CREATE INDEX repair_production ON platform.repair (production_id, repaired_at);
GRANT UPDATE (told_at) ON platform.repair TO :"billing";

CREATE VIEW platform.own_repair WITH (security_barrier) AS
SELECT id, production_id, what, repaired_at FROM platform.repair
WHERE agency_id = (SELECT platform.agency_at_work());
GRANT SELECT ON platform.own_repair TO :"gateway_tenant";
