"""The only public TCP door: pages, JSON API, sign-in, casting work, notifications, signalling."""
