"""The test suite. `./test` at the root runs it with every real part that it needs."""
