"""The people's side: Slack alerts, answers and pages."""
