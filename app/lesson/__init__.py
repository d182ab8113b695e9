"""The lesson: steps read from Markdown, their predictions compared with what really happens.

A step is a text with a scene, a prediction to make before the run is shown, and one thing to try whose success is
noticed. What is true is never written down: it is worked out from the scene by the engine.
"""
