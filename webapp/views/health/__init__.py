"""What an operator or a load balancer came to do: ask whether all is well."""
