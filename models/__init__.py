"""Facts and the pure rules on them: no network, no Slack."""
