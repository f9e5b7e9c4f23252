-- The next delivery of each webhook is looked for, so that what waits for one that is off, or slow,
-- costs the others nothing.
CREATE INDEX webhook_delivery_next ON gateway.webhook_delivery (webhook_id, due_at)
    WHERE status = 'waiting';
DROP INDEX gateway.webhook_delivery_waiting;
