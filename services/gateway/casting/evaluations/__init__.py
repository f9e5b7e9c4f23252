"""Watches takes, scores them, decides, and answers the actors."""
