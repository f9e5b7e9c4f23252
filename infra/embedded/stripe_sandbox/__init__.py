"""A stateful stand-in for Stripe, for one machine: no account, no network, no money.

It speaks Stripe's wire format to the real SDK for the calls that Callboard makes, shows a payment
page, and sends signed webhooks. What Stripe would refuse, it refuses in Stripe's words.
Its own controls move its clock by months, change cards, and hold back, double, delay, shuffle or
lose webhooks: `control.py`.
"""
