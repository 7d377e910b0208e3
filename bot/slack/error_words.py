"""Why Slack doesn't take a message, as people say it. Pure."""

_WORDS = {
    "access_denied": "an admin doesn't let the app in",
    "channel_not_found": "I can't see it",
    "ekm_access_denied": "an admin has suspended posting",
    "enterprise_is_restricted": "the organization is restricted",
    "gaierror": "Slack can't be reached, as this machine finds no address for it",
    "file_type_not_allowed": "an admin allows no such files",
    "file_uploads_disabled": "an admin allows no files",
    "file_uploads_except_images_disabled": "an admin allows no files but images",
    "is_archived": "it's archived",
    "is_inactive": "it's archived",
    "account_inactive": "the app's account or its workspace is deactivated",
    "expired_url": "that was too long ago",
    "exchanged_trigger_id": "it was opened already",
    "expired_trigger_id": "it took too long to open",
    "invalid_auth": "Slack doesn't know the token, or doesn't let this address in",
    "missing_scope": "the app was not granted the scope for it",
    "not_in_channel": "I'm not in this channel",
    "not_json": "what answers is not Slack but a page, perhaps of a proxy",
    "posting_to_channel_denied": "an admin allows no posts in it",
    "team_access_not_granted": "an admin has not added the app to that workspace",
    "token_revoked": "the app's token was revoked",
    "trigger_exchanged": "it was opened already",
    "trigger_expired": "it took too long to open",
    "two_factor_setup_required": "the workspace asks for two-factor authentication",
    "unconfirmed": "it said ok, and not what it did",
    "unknown_list": "they are on a list that this desk doesn't watch",
    "used_url": "it was answered too often",
    "user_left": "the account is deactivated",
}

_INVITE = "Type `/invite @Detainer Desk` there"
_CURES = {
    "channel_not_found": _INVITE,
    "is_archived": "Unarchive it",
    "is_inactive": "Unarchive it",
    "not_in_channel": _INVITE,
}


def in_words(code: str) -> str:
    """Return Slack's word, or the kind of failure (`TimeoutError`), as people say it."""
    if code[:1].isupper():
        return f"Slack can't be reached ({code})"
    return _WORDS.get(code, f"Slack says {code.replace('_', ' ')}")


def unreached(code: str) -> bool:
    """Say whether a code is a kind of failure of the way to Slack, and no word of Slack's."""
    return code[:1].isupper() or code == "gaierror"


def opening(code: str) -> str:
    """Return what opens a channel again, as the first half of a sentence."""
    return _CURES.get(code, "Let me post there")
