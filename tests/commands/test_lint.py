"""`leverage lint`: every example of the content, and of a company's own files."""

import re


def test_the_delivered_content_is_clean(run):
    """All examples hold, all languages are complete; the sentence counts what there is."""
    done = run("lint")
    assert (done.status, done.err) == (0, "")
    assert re.match(r"Clean: 45 levers, \d+ rules, \d+ phrases, .* content [0-9a-f]{16}\.", done.out)


def test_an_overlay_is_checked_with_the_rest(run, home, monkeypatch):
    """A company's file that can't be used is named with its file and entry; exit status 1."""
    monkeypatch.setenv("LEVERAGE_OVERLAY", str(home / "ours"))
    assert run("lint").only_line == f"{home}/ours: no such folder. Set LEVERAGE_OVERLAY to the folder of your files."
    (home / "ours").mkdir()
    (home / "ours" / "ours.toml").write_text("[[caution]]\nid = 7\n")
    done = run("lint")
    assert (done.status, done.out) == (1, "")
    assert "ours.toml: 7: " in done.err


def test_an_example_that_does_not_hold_is_named(run, home, monkeypatch):
    """A rewording that breaks a count of lines, like any example that fails, is told with the fix."""
    (home / "texts.de.toml").write_text('[chat]\nhelp = ["nur eine Zeile"]\n')
    monkeypatch.setenv("LEVERAGE_OVERLAY", str(home))
    done = run("lint")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("texts/de.toml: chat.help ")
