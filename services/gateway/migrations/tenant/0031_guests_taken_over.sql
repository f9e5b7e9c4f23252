-- What the version before has written until now becomes what 0030 says. In a file of its own: no
-- table is locked meanwhile, only the rows of guests and sessions that change.
INSERT INTO round (id, production_id, kind, title, position)
SELECT (array_agg(id ORDER BY local_date, id))[1], production_id, 'audition', 'First round', 1
FROM session WHERE round_id IS NULL
    AND NOT EXISTS (SELECT FROM round WHERE round.production_id = session.production_id)
GROUP BY production_id;
UPDATE session SET round_id = round.id FROM round
WHERE session.round_id IS NULL AND round.production_id = session.production_id
    AND round.position = 1;

SELECT take_over_actors(ARRAY(SELECT id FROM guest WHERE role = 'actor' AND talent_id IS NULL))
WHERE EXISTS (SELECT FROM guest);
SELECT take_over_company(ARRAY(SELECT id FROM guest
    WHERE role IN ('decision_maker', 'reader') AND contact_id IS NULL))
WHERE EXISTS (SELECT FROM guest);
SELECT take_over_reps(ARRAY(SELECT id FROM guest WHERE role = 'rep' AND rep_id IS NULL))
WHERE EXISTS (SELECT FROM guest);
SELECT take_over_outcomes(ARRAY(SELECT id FROM outcome)) WHERE EXISTS (SELECT FROM outcome);
