-- The tables get the field's names. Under the old ones views stay for processes of before, which
-- insert, update and claim through them as they did; 0004 takes them away.
ALTER TABLE platform.taping RENAME TO recording_lease;
ALTER TABLE platform.recording_lease RENAME CONSTRAINT taping_pkey TO recording_lease_pkey;
ALTER INDEX platform.taping_seen RENAME TO recording_lease_seen;

ALTER TABLE platform.finishing RENAME TO postprocess_job;
ALTER TABLE platform.postprocess_job RENAME CONSTRAINT finishing_pkey TO postprocess_job_pkey;
ALTER INDEX platform.finishing_next RENAME TO postprocess_job_next;

CREATE VIEW platform.taping AS SELECT take_id, agency_id, seen_at FROM platform.recording_lease;
CREATE VIEW platform.finishing AS
SELECT take_id, agency_id, wanted_at, tries, claimed_by, claimed_until
FROM platform.postprocess_job;

GRANT SELECT, INSERT, UPDATE, DELETE ON platform.taping, platform.finishing TO :"rooms";
GRANT INSERT ON platform.taping TO :"rooms_tenant";
