-- The others read views since 0010.
REVOKE SELECT ON visit, consent, consent_statement, take, recording, marker, removal
    FROM :"gateway";
REVOKE SELECT (id, production_id) ON take FROM :"billing";
