-- Nobody writes as the version before did (0030). What it wrote stays in its table, and may go from
-- there.
DROP TRIGGER guest_of_before ON guest;
DROP TRIGGER address_of_before ON guest;
DROP TRIGGER outcome_of_before ON outcome;
DROP TRIGGER answer_for_before ON answer;
DROP TRIGGER session_of_before ON session;
DROP FUNCTION guest_of_before, address_of_before, outcome_of_before, answer_for_before,
    session_of_before, take_over_outcomes, take_over_reps, take_over_company, take_over_actors,
    person_key;
REVOKE INSERT, UPDATE ON outcome FROM :"gateway";
