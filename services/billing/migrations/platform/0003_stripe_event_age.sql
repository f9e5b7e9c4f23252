-- Events that are worked off go after a while: Stripe sends one again for three days at most.

CREATE INDEX stripe_event_received ON platform.stripe_event (received_at) WHERE state <> 'waiting';
GRANT DELETE ON platform.stripe_event TO :"billing";
