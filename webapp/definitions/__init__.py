"""Schemes, districts, reasons and the sample city: data, checked on load."""
