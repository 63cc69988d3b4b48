"""What the bar code's successor leads to: GS1 Digital Link, for people and for machines."""
