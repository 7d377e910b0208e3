"""Scouts look for lists at addresses that nobody watches yet: announcements that say certain words."""
