-- Takes to be post-processed are jobs: `rooms.job`. What processes of before still put into
-- platform.postprocess_job they work off themselves; what they leave there becomes a job
-- (services/rooms/takes/postprocess/adoption.py), and so does what comes with an archive of before.
CALL platform.make_jobs('rooms');
