"""How media travels: UDP sockets, ICE, DTLS and SRTP."""
