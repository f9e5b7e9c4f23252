"""Pages, files and redirects, as they leave."""
