"""Who somebody is: sign-in and its log, passkeys, and the team of an agency."""
