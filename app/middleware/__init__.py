"""What every request passes on its way to a route, outermost first: see `create_app`."""
