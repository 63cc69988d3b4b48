"""What other systems came to do: read the register as data."""
