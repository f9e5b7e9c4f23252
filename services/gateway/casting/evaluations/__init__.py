"""Looking at takes, scoring them, deciding, and telling the actor."""
