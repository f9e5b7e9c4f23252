-- What the gateway does later: `gateway.job`, which `gateway work` works off.
CALL platform.make_jobs('gateway');
