"""The outside world: databases read raw, images, sheets, files, processes."""
