"""The decoder process: a warm template, and single-use children behind fences.

`pool` is the side that asks, `template` and `child` are the side that decodes, `fences` what the
kernel is asked to forbid, `wire` the plain bytes that go between the two.
"""
