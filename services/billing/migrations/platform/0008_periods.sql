-- The periods that a production entered: what closes is billed by when it began. A period ends where
-- the next one begins, or with the subscription.
CREATE TABLE platform.period (
    production_id uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    agency_id uuid NOT NULL,
    plan text NOT NULL CHECK (plan IN ('short', 'series', 'studio')),
    PRIMARY KEY (production_id, starts_at)
);
GRANT SELECT, INSERT, UPDATE ON platform.period TO :"billing";

INSERT INTO platform.period (production_id, starts_at, agency_id, plan)
SELECT production_id, period_starts_at, agency_id, plan FROM platform.subscription
WHERE period_starts_at IS NOT NULL;

-- What was billed at a resumption was filed under the period that began with it, which then was
-- never billed itself. No period is as short as a day otherwise. Such bills are filed just before.
CREATE TEMPORARY TABLE misfiled ON COMMIT DROP AS
SELECT production_id, period_starts_at FROM platform.usage_bill
WHERE billed_at < period_starts_at + interval '1 day';
INSERT INTO platform.usage_bill (production_id, period_starts_at, agency_id, recorded_ms, cents,
    invoice_id, invoice_item_id, billed_at)
SELECT production_id, period_starts_at - interval '1 microsecond', agency_id, recorded_ms, cents,
    invoice_id, invoice_item_id, billed_at
FROM platform.usage_bill JOIN misfiled USING (production_id, period_starts_at);
UPDATE platform.usage_billed b SET period_starts_at = b.period_starts_at - interval '1 microsecond'
FROM misfiled m
WHERE b.production_id = m.production_id AND b.period_starts_at = m.period_starts_at;
DELETE FROM platform.usage_bill b USING misfiled m
WHERE b.production_id = m.production_id AND b.period_starts_at = m.period_starts_at;

-- Warnings are named by the moment at which a period began: two may begin on one day.
UPDATE platform.money_notice n SET about = split_part(n.about, ':', 1) || ':'
    || split_part(n.about, ':', 2) || ':'
    || to_char(s.period_starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
FROM platform.subscription s
WHERE s.production_id = n.production_id AND n.about LIKE 'used:%'
    AND split_part(n.about, ':', 3) = to_char(s.period_starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD');
