-- A job and its effect are begun by one message.
CALL platform.let_jobs_finish('rooms');
