"""What a pasted link shows before anybody opens it: words about the scene of the address, and a picture of it.

Nothing here knows of requests; `app.serve.sharing` puts it on the wire.
"""
