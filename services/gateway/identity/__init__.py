"""Who somebody is: sign-in, sessions, passkeys, the team, and what an agency subscribes to."""
