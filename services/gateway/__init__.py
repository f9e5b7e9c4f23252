"""The only public TCP service: pages, JSON API, sign-in, casting work, mail, signalling."""
