"""From this machine's disk into the object store, however long that takes."""
