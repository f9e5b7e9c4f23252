"""Everything that is said to Stripe, and everything that Stripe says."""
