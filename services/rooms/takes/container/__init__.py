"""WebM as bytes: EBML elements, clusters, and reading what a crash left."""
