"""What a visitor came to do: search and read about standards, products, enterprises, schemes."""
