"""Random interleavings over the real use cases and databases: nobody sees what is not theirs.

`python -m tests.properties --interleavings 10000` runs as many as wanted and says what came of it.
"""
