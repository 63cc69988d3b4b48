"""What holds for every page.

Each check takes a tab that shows the page and returns its faults in words, so that one look at a
page tells all of them; `test_checks.py` plants each fault once.
"""
