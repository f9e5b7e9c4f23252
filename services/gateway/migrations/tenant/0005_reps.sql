-- A rep comes by a link of their own to one thing: the audition of their client, an actor.
ALTER TABLE guest
    DROP CONSTRAINT guest_role_check,
    ADD CONSTRAINT guest_role_check
        CHECK (role IN ('actor', 'guardian', 'reader', 'decision_maker', 'rep')),
    ADD COLUMN client_id uuid REFERENCES guest,
    ADD CONSTRAINT guest_client_check CHECK ((role = 'rep') = (client_id IS NOT NULL));
CREATE INDEX guest_client ON guest (client_id);
