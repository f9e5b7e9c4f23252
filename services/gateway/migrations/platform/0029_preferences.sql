-- How a person wants instants and days shown, in whichever agency they work; '' is not chosen.
CREATE TABLE gateway.preferences (
    person_id uuid PRIMARY KEY,
    zone text NOT NULL DEFAULT '' CHECK (length(zone) <= 60),
    clock text NOT NULL DEFAULT '' CHECK (clock IN ('', '24', '12')),
    language text NOT NULL DEFAULT '' CHECK (length(language) <= 10)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.preferences TO :"gateway";
