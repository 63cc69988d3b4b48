"""What every slice may use: access, negotiation, languages, errors, headers."""
