"""Mutated files thrown at the decoder, with what must hold while that happens.

`python -m tests.fuzz --seconds N [--format F] [--keep DIR]`. Most inputs are decoded in fenced
worker processes that live long, so that many fit into a second; for the last part of the time they
go through the whole service instead. An escape is what a single upload must never be able to do:
an exception that is no refusal, a hang, memory above the cap, a failure of the service. A decoder
that died is none: it cost one upload, as designed; it is counted and its input kept.
"""
