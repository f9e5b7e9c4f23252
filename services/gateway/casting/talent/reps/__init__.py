"""Who represents talent: agents and managers, of a firm or on their own."""
