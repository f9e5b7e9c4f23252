-- A take's production, for the ledger of recorded hours.
GRANT SELECT (id, production_id) ON take TO :"billing";
