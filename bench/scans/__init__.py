"""What it costs to record a scan before it is answered."""
