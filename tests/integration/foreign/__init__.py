"""Platform servers written from the public API documentation alone, and `serve` run against them.

They share no code with `adapters/playground`: what passes there because both sides were written by
one hand does not pass here. They know the least that a bot needs, answer with the fewest fields
that the documentation allows, and number things as large as it allows.
"""
