"""A stateful stand-in for Stripe, for one machine: no account, no network, no money.

It speaks Stripe's wire format to the real SDK for the calls that Callboard makes, shows a payment
page, and sends signed webhooks. What Stripe would refuse, it refuses in Stripe's words.
It does not renew subscriptions: time does not pass in it.
"""
