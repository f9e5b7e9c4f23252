"""One search over everything that slices declare: see `Searched`."""
