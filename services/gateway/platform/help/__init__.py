"""Help: one page for each task; and what the operator says of privacy, terms and weaknesses."""
