"""What becomes of a role once it is there: edited, put in order, duplicated, archived, deleted."""
