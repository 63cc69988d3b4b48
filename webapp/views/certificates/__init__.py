"""What a visitor came to do: read a certificate and take the image of its mark."""
