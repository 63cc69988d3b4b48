"""What a visitor came to do: read what the registry publishes in words."""
