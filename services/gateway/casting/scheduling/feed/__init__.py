"""A member's sessions for calendars elsewhere, which read them by a personal link."""
