"""The local Slack: Web API, Socket Mode and a page on this computer, as strict as Slack where it matters.

`README.md` beside this file says what is strict and what is not imitated.
"""
