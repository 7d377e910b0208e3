"""Hands and eyes for the local Slack: what a person types and sees."""
