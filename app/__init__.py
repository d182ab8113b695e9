"""The web app: a Dash front end on `losscore`. Each module imports only from those above it in the order that README.md gives."""
