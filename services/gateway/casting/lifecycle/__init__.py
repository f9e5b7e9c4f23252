"""What becomes of a production once it is there: edited, duplicated, archived, deleted."""
