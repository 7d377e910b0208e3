"""Values to Block Kit; Slack's limits and its escaping are kept here alone. Pure."""
