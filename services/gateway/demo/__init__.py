"""Demo data: one agency with a session that starts now, so that a newcomer walks into a room."""
