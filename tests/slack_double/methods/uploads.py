"""files.*: a file is announced, its bytes are posted, then it is completed and shared."""

from ..arguments import needed
from ..content import content
from ..files import File
from ..refusals import Refused
from ..slack import Slack
from ..texts import Json
from .chat import place_to_post, thread_of


def expect(slack: Slack, given: Json) -> Json:
    """files.getUploadURLExternal: where the bytes are to go."""
    length = needed(given, "length")
    if not length.isdigit() or int(length) == 0:
        raise Refused("invalid_arguments")
    file = slack.files.expect(needed(given, "filename"), int(length), str(given.get("alt_txt") or ""))
    return {"upload_url": f"{slack.base_url}/upload/v1/{file.id}", "file_id": file.id}


def complete(slack: Slack, given: Json) -> Json:
    """files.completeUploadExternal: the files are there, and shared where the call says."""
    files = [_uploaded(slack, one) for one in given.get("files") or []]
    if not files:
        raise Refused("invalid_arguments")
    named = [given["channel_id"]] if given.get("channel_id") else str(given.get("channels") or "").split(",")
    channels = [place_to_post(slack, {"channel": name}) for name in named if name]
    for channel in channels:
        thread_ts = thread_of(slack, channel, given)
        for file in files:
            file.channels.append(channel.id)
            slack.sightings.add([file.name, file.title, file.alt_txt, file.text()], channel.id)
        said = content(slack, {"text": given["initial_comment"]}, "files") if given.get("initial_comment") else {}
        shared = {"text": "", **said, "subtype": "file_share", "files": [file.shown() for file in files]}
        slack.messages.post(channel.id, slack.bot_message(shared, thread_ts))
    return {"files": [file.shown() for file in files]}


def info(slack: Slack, given: Json) -> Json:
    """files.info: what is known of a file."""
    file = slack.files.all.get(needed(given, "file", "file_not_found"))
    if file is None or not file.complete:
        raise Refused("file_not_found")
    return {"file": file.shown()}


def delete(slack: Slack, given: Json) -> Json:
    """files.delete: the file goes, and the messages that show it say so."""
    file = slack.files.all.get(needed(given, "file", "file_not_found"))
    if file is None or not file.complete:
        raise Refused("file_not_found")
    del slack.files.all[file.id]
    for channel in file.channels:
        for message in slack.messages.standing(channel):
            shown = message.body.get("files") or []
            if any(one["id"] == file.id for one in shown):
                stone = {"id": file.id, "mode": "tombstone"}
                slack.messages.change(message, {"files": [stone if one["id"] == file.id else one for one in shown]})
    return {}


def _uploaded(slack: Slack, given: Json) -> File:
    file = slack.files.all.get(str(given.get("id")))
    if file is None or file.content is None:
        raise Refused("file_not_found")
    file.title = str(given.get("title") or file.name)
    file.complete = True
    return file


METHODS = {
    "files.getUploadURLExternal": expect,
    "files.completeUploadExternal": complete,
    "files.info": info,
    "files.delete": delete,
}
