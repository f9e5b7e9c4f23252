"""The calendar over all productions: sessions, and when members are not to be had."""
