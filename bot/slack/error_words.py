"""Why Slack doesn't take a message, as people say it. Pure."""

_WORDS = {
    "channel_not_found": "I can't see it",
    "is_archived": "it is archived",
    "is_inactive": "it is archived",
    "account_inactive": "the app's account or its workspace is deactivated",
    "expired_url": "that was too long ago",
    "exchanged_trigger_id": "it was opened already",
    "expired_trigger_id": "it took too long to open",
    "invalid_auth": "Slack doesn't know the token",
    "missing_scope": "the app was not granted the scope for it",
    "not_in_channel": "I am no member of it",
    "token_revoked": "the app's token was revoked",
    "used_url": "it was answered too often",
    "user_left": "the account is deactivated",
}

_INVITE = "Type /invite @Detainer Desk in it"
_CURES = {
    "channel_not_found": _INVITE,
    "is_archived": "Unarchive it and invite me",
    "is_inactive": "Unarchive it and invite me",
    "not_in_channel": _INVITE,
}


def in_words(code: str) -> str:
    """Return Slack's word as people say it."""
    return _WORDS.get(code, f"Slack says {code.replace('_', ' ')}")


def opening(code: str) -> str:
    """Return what opens a channel again, as the first half of a sentence."""
    return _CURES.get(code, "Let me post in it")
