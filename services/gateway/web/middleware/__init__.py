"""What stands before and after every route."""
