"""The people's side: Slack alerts, answers and pages."""

__version__ = "2026.11.0"
"""As in pyproject.toml, which is not there where only the program is installed."""
