"""`workbench check --jsonl` as a user types it."""

from __future__ import annotations

import json
import subprocess
import sys

WORKBENCH = [sys.executable, "-m", "workbench", "check"]


def call(*arguments: str, data: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*WORKBENCH, *arguments], input=data, capture_output=True, encoding="utf-8", timeout=120)


def test_lines_come_back_with_flags_and_their_other_keys() -> None:
    good = {"id": 7, "source": "Es regnet seit drei Tagen.", "target": "It has been raining for three days."}
    bad = {"source": "Es kamen 2.200.112 Besucher.", "target": "There were 2,200,12 visitors.", "system": "x"}
    done = call("--jsonl", data=f"{json.dumps(good)}\n\n{json.dumps(bad)}\n")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (done.returncode, done.stderr) == (0, "")
    assert first == {**good, "flags": []}
    assert second["system"] == "x"
    assert second["flags"] == [
        {
            "check": "numbers",
            "severity": "error",
            "reason": "the source says 2.200.112, the translation 2,200,12",
            "source_span": [9, 18],
            "target_span": [11, 19],
        }
    ]


def test_a_line_that_cannot_be_read_is_kept_and_the_others_go_on() -> None:
    lines = ["no json", '["a"]', '{"id": 3, "source": "Ja."}', '{"source": "Ja.", "target": "Yes.", "score": "low"}']
    done = call("--jsonl", data="\n".join([*lines, '{"source": "Ja.", "target": "Yes."}']))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert ["error" in answer for answer in answers] == [True, True, True, True, False]
    assert answers[2]["id"] == 3
    assert [line.split(":")[1] for line in done.stderr.splitlines()] == [" line 1", " line 2", " line 3", " line 4"]


def test_scores_are_seen_against_the_run() -> None:
    rows = [{"source": "Es regnet.", "target": "It is raining.", "score": -0.2 - 0.01 * n} for n in range(10)]
    rows[4]["score"] = -1.2
    done = call("--jsonl", data="\n".join(map(json.dumps, rows)))
    flags = [json.loads(line)["flags"] for line in done.stdout.splitlines()]
    assert [[flag["check"] for flag in each] for each in flags] == [[], [], [], [], ["doubt"], [], [], [], [], []]


def test_without_jsonl_it_says_what_to_do() -> None:
    done = call()
    assert (done.returncode, done.stdout) == (2, "")
    assert "--jsonl" in done.stderr


def test_nothing_in_nothing_out() -> None:
    done = call("--jsonl")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
