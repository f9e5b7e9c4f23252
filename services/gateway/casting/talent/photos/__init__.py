"""Pictures of talent: sent as files are, looked into, and served to who may see the person."""
