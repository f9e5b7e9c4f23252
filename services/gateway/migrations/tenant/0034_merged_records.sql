-- What stays of castings comes along when two records of one person are merged.
GRANT UPDATE (talent_id) ON casting_record TO :"gateway";
