"""What a shopper came to do: scan or type a code and learn what the mark is worth."""
