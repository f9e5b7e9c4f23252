"""The people of the demo: talent as varied as life, and contacts."""
