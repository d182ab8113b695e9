"""The web app: a Dash front end on `losscore`. Each module imports only from above it in the README's order."""
