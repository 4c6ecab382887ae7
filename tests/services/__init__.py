"""Real parts for the tests: PostgreSQL, Valkey, an S3 server, an SMTP server, Chromium.

Servers are started once for a whole run, by the first test that asks, and are gone when the run
ends, however it ends. Tests reach them through the fixtures in `tests/conftest.py`.
"""
