-- Who enqueues notifies workers only while one of them sleeps.
CALL platform.let_workers_sleep('gateway');
