"""Slack listeners: acknowledge, parse, ask, render; each module registers its own."""
