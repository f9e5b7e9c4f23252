-- Which request led to what a webhook is told.
ALTER TABLE gateway.webhook_delivery
    ADD COLUMN correlation text CHECK (length(correlation) <= 100);
GRANT INSERT (correlation) ON gateway.webhook_delivery TO :"gateway_tenant";
