"""The wire format of live media: RTP packets and the VP8 in them. Knows nothing of connections."""
