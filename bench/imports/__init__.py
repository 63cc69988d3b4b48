"""Import of a large file with its index, beside the least that any import must do."""
