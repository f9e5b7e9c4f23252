"""Recorded hours: a ledger of takes, warnings before the included hours are used, and bills."""
