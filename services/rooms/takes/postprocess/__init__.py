"""Post-processing: composite, thumbnail and duration of a take that is stored."""
