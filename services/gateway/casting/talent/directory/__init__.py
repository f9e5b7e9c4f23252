"""The directory: which agencies know a verified address. Nothing of it says what they know."""
