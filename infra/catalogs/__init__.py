"""Collects the texts of pages, scripts, letters and errors into gettext catalogs."""
