"""Live media: bytes in, bytes out, nothing is decoded. The only code that knows aiortc.

Callers use `room`, `model`, `errors` and `transport.options`. Nothing is imported here: the
recorder reads packets by `rtp` alone, and starts ten times faster without the rest.
"""
