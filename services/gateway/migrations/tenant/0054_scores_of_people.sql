-- What one person scored, best first: infra/decisions/0048.
CREATE INDEX scorecard_of_person ON scorecard (person_id, rating, take_id);
