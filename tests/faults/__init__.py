"""What happens when something breaks: the answer is readable, honest and has the right status."""
