"""What every page loads: stylesheets, static files, pictures."""
