"""A record transfer seen from Python, standard library alone.

SPINEBOX_CONTROL_URL names the control API (http://127.0.0.1:8470), SPINEBOX_CONTROL__TOKEN its token where it wants one.
"""

import json
import os
import unittest
import urllib.request

BASE = os.environ.get("SPINEBOX_CONTROL_URL", "http://127.0.0.1:8470").rstrip("/") + "/api/v1"
TOKEN = os.environ.get("SPINEBOX_CONTROL__TOKEN")


def call(path, body=None):
    """One request of the control API; comes back while the answer still arrives."""
    request = urllib.request.Request(BASE + path)
    if TOKEN:
        request.add_header("Authorization", "Bearer " + TOKEN)
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    return urllib.request.urlopen(request, timeout=60)


def wait_for(condition):
    """The first journal entry that the condition takes: on record already, or the next that comes."""
    with call("/events?after=0") as events:
        for line in events:
            if line.startswith(b"data: "):
                entry = json.loads(line[len("data: "):])
                if condition(entry):
                    return entry
    raise AssertionError("the simulator ended")


class TransferTest(unittest.TestCase):
    def test_the_record_goes_from_one_practice_to_the_other(self):
        order = {"from": "Z99001", "to": "Z99002", "patient": "9990000018"}
        with call("/transfers", order) as answer:
            conversation = json.load(answer)["conversationId"]
        extract = wait_for(
            lambda entry: entry.get("conversationId") == conversation
            and entry["service"] == "spine"
            and entry.get("interaction") == "RCMR_IN030000UK06"
        )
        self.assertEqual(extract["toParty"], "Z99002-900002")


if __name__ == "__main__":
    unittest.main()
