"""Desks as processes of their own, and the command line."""
