"""How fast both search stores are, beside other engines, in one run: `python -m bench.search`."""
