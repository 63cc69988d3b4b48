"""Minting beside a plain loop; reading and checking a code beside one HMAC."""
