"""What a visitor came to do: learn who stands behind the registry and what it promises."""
