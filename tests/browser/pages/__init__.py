"""One object for each page: what a visitor sees there, and what they can do.

Whatever they do returns the page that they come to; a page checks that it is what it says.
"""
