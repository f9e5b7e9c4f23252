"""Feedback about media: RTCP packets, and what is computed from them."""
