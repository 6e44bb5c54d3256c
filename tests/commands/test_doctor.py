"""`leverage doctor`: what is set, what is missing, and the fix for each."""

import stat

from handlers.commands.doctor import CHECKS
from handlers.settings import read_settings
from tests.commands.scenes import FINISHED, ROOT, consult


def checks(out: str) -> dict[str, str]:
    """What was checked -> what is said of it, the mark first."""
    lines = (line.partition(": ") for line in out.splitlines())
    return {head[4:].strip().split()[0]: f"{head[:4].strip()} {said}" for head, _, said in lines}


def without_content() -> dict[str, str]:
    """What every check but the one of the content says: that one runs every example."""
    results = [result for check in CHECKS[1:] for result in check(read_settings())]
    return {line.partition(": ")[0]: f"{'ok' if good else 'FIX'} {line.partition(': ')[2]}" for good, line in results}


def test_before_anything_is_set(run, home):
    """Nothing is broken, and what is missing is named with its fix; nothing is made by asking."""
    done = run("doctor")
    said = checks(done.out)
    assert (done.status, done.err, list(home.rglob("*"))) == (1, "", [])
    assert said["leads"] == "FIX 0: nobody is on duty. Set LEVERAGE_LEADS"
    assert said["emergency_number"] == "FIX not set: write it under [contacts] in a file of LEVERAGE_OVERLAY"
    assert said["key"].startswith(f"ok none yet; one is made at {read_settings().key_file}")
    assert said["log"] == f"ok none yet at {read_settings().database}"


def test_when_all_is_set(run, adviser, monkeypatch):
    """Every check is ok."""
    consult(adviser, *FINISHED)
    monkeypatch.setenv("LEVERAGE_LEADS", "local:alex")
    monkeypatch.setenv("LEVERAGE_OVERLAY", str(ROOT / "tests" / "company"))
    done = run("doctor")
    assert [line for line in done.out.splitlines() if not line.startswith("ok ")] == []
    assert done.status == 0
    assert checks(done.out)["outbox"] == "ok 0 cards waiting"


def test_a_key_that_others_can_read(run, adviser):
    """The fix is a command to copy."""
    consult(adviser, *FINISHED)
    key = read_settings().key_file
    key.chmod(0o644)
    assert without_content()["key"] == f"FIX {key}: others can read it. chmod 600 {key}"


def test_a_key_from_the_environment(run, monkeypatch, home):
    """LEVERAGE_KEY is said to be where the key comes from; one that is none is told."""
    run("doctor", "--new-key", home / "made" / "key")
    monkeypatch.setenv("LEVERAGE_KEY", (home / "made" / "key").read_text())
    assert without_content()["key"] == "ok from LEVERAGE_KEY"
    monkeypatch.setenv("LEVERAGE_KEY", "secret")
    said = without_content()["key"]
    assert said.startswith("FIX LEVERAGE_KEY: this is no key (32 bytes, base64)")
    assert "secret" not in said


def test_a_key_file_that_is_missing(run, monkeypatch):
    """A file that was named must be there."""
    monkeypatch.setenv("LEVERAGE_KEY_FILE", "none/key")
    assert without_content()["key"].startswith("FIX LEVERAGE_KEY_FILE: none/key does not exist. Make one: ")


def test_a_log_without_its_key(run, adviser):
    """Told at the key and at the log."""
    consult(adviser, *FINISHED)
    read_settings().key_file.unlink()
    said = without_content()
    assert said["key"].startswith("FIX LEVERAGE_KEY: there is no key at ")
    assert said["log"].startswith("FIX LEVERAGE_KEY: there is no key at ")


def test_a_log_that_is_not_whole(run, adviser):
    """The count of findings, and the command that shows them."""
    consult(adviser, *FINISHED)
    read_settings().ledger.unlink()
    assert without_content()["log"].endswith(": 1 findings (leverage verify)")


def test_a_damaged_log(run, adviser):
    """Told with the way back."""
    consult(adviser, *FINISHED)
    read_settings().database.write_bytes(b"rubbish " * 1_000)
    assert "is no log, or it is damaged" in without_content()["log"]


def test_content_that_can_not_be_used(run, home, monkeypatch):
    """A wrong overlay does not keep the other checks from being made."""
    monkeypatch.setenv("LEVERAGE_OVERLAY", str(home / "none"))
    said = checks(run("doctor").out)
    assert said["content"].startswith(f"FIX {home}/none: no such folder.")
    assert said["log"].startswith("ok ")


def test_examples_that_do_not_hold(run, home, monkeypatch):
    """Problems of the content are counted, with the command that shows them."""
    (home / "texts.de.toml").write_text('[chat]\nhelp = ["nur eine Zeile"]\n')
    monkeypatch.setenv("LEVERAGE_OVERLAY", str(home))
    assert checks(run("doctor").out)["content"].endswith("problems (leverage lint)")


def test_a_new_key(run, home):
    """Made for its owner only, in a folder of its owner; never over a file that is there."""
    done = run("doctor", "--new-key", "made/key")
    assert done.out == "A new key is in made/key; only you can read it. Set LEVERAGE_KEY_FILE to it.\n"
    path = home / "made" / "key"
    modes = [stat.S_IMODE(place.stat().st_mode) for place in (path, path.parent)]
    assert modes == [0o600, 0o700]
    again = run("doctor", "--new-key", "made/key")
    assert (again.status, again.only_line) == (2, "leverage: --new-key made/key: exists already. Name a new file.")
