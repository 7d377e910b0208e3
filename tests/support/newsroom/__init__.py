"""A newsroom's Slack with the desk in it, and what is sent into it."""
