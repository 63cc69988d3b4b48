"""Pages, sliced by what a person came to do; slices never import each other."""
