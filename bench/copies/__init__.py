"""How many copied codes are found by their scans, and how many genuine ones are suspected."""
