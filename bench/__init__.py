"""Measurements beside peers, always in one run: `python -m bench` lists them.

Machines differ and are busy with other things, so ratios count and nothing here asserts seconds.
"""
