"""What a visitor came to do: choose the language and the elder mode."""
