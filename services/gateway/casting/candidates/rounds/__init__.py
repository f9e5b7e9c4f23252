"""The rounds of a production: first audition, callback, chemistry read, and what comes between."""
