"""How the services talk: facts through outbox and streams, room signalling over lanes."""
