"""The main job told once, for the page, the terminal and the tests: steps as data."""
