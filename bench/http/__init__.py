"""Pages through the whole stack, beside plain Flask on the same server in the same run."""
