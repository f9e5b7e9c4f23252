-- What was read in a file is kept, so that it is read once. Null where nobody has read it yet.
ALTER TABLE sides ADD COLUMN words text CHECK (length(words) <= 20000);
GRANT UPDATE (words) ON sides TO :"gateway";
