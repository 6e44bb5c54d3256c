"""Slack's limits on messages, views and time, as data; those of single blocks and elements are in `block_kit`.

Where the documents and the service are known to differ, the number is the one the service was seen to hold to.
"""

# --- messages -------------------------------------------------------------------------------------------------------
TEXT_ADVISED = 4_000  # longer is accepted and warned of
TEXT_CUT = 40_000  # chat.postMessage cuts here and says so
TEXT_UPDATE = 4_000  # chat.update refuses instead: msg_too_long
TEXT_OF_ALL_BLOCKS = 13_200  # msg_blocks_too_long
MARKDOWN_OF_ALL_BLOCKS = 12_000
ATTACHMENTS = 100
METADATA_BYTES = 16_000
TABLES_IN_MESSAGE = 1
BLOCKS_IN_MESSAGE = 50

# --- views ----------------------------------------------------------------------------------------------------------
BLOCKS_IN_VIEW = 100
VIEW_BYTES = 250_000
VIEW_STACK = 3

# --- time and number ------------------------------------------------------------------------------------------------
TRIGGER_SECONDS = 3.0
ACK_SECONDS = 3.0
RESPONSE_URL_POSTS = 5
RESPONSE_URL_SECONDS = 30 * 60.0
SOCKETS = 10
EVENT_RETRIES = 3
SUGGESTIONS = 100

# Calls a minute by tier, for SlackDouble(tiers=True).
TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
POSTS_IN_CHANNEL = 5  # about one a second, in bursts
POSTS_SECONDS = 5.0
METHOD_TIERS = {
    "views.open": 4,
    "views.push": 4,
    "views.update": 4,
    "views.publish": 4,
    "users.info": 4,
    "chat.postEphemeral": 4,
    "chat.update": 3,
    "chat.delete": 3,
    "conversations.open": 3,
    "conversations.info": 3,
    "conversations.history": 3,
    "conversations.replies": 3,
    "conversations.members": 4,
    "users.conversations": 3,
    "usergroups.users.list": 2,
    "team.info": 3,
}
