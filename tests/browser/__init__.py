"""Journeys and checks in a real Chromium against the registry as `make run` starts it.

`registry` starts it, `visitors` gives people who look at it, `pages` holds one object for each
page, `checks` what holds for every page, `crawl` finds every page.
"""
