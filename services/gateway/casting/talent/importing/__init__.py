"""Lists of people that an office brings: columns mapped, looked at, then taken in by a job."""
