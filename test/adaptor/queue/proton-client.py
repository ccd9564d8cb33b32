"""Talks to a queue as Qpid Proton does: python3 proton-client.py URL QUEUE, told what to do on stdin, a line each."""
import json
import sys

from proton import Message
from proton.reactor import AtMostOnce
from proton.utils import BlockingConnection, SendException

url, queue = sys.argv[1:3]
connection = BlockingConnection(url, timeout=20)
receivers = {}


def receiver(mode):
    if mode not in receivers:
        options = AtMostOnce() if mode == "once" else None
        receivers[mode] = connection.create_receiver(queue, credit=1, options=options)
    return receivers[mode]


def told(message):
    return {
        "id": str(message.id),
        "contentType": message.content_type,
        "durable": message.durable,
        "count": message.delivery_count,
        "properties": message.properties,
        "body": message.body,
    }


for line in sys.stdin:
    order = json.loads(line)
    what = order["do"]
    answer = {}
    if what == "send":
        sender = connection.create_sender(queue)
        message = Message(
            id=order["id"],
            content_type="application/json",
            durable=True,
            properties=order["properties"],
            body=order["body"],
        )
        try:
            sender.send(message)
            answer = {"sent": True}
        except SendException as error:
            answer = {"sent": False, "state": str(error.state)}
        sender.close()
    elif what == "take":
        answer = told(receiver(order["mode"]).receive(timeout=20))
        if order["then"] == "accept":
            receiver(order["mode"]).accept()
        elif order["then"] == "release":
            receiver(order["mode"]).release(delivered=False)
        elif order["then"] == "modify":
            receiver(order["mode"]).release(delivered=True)
        elif order["then"] == "reject":
            receiver(order["mode"]).reject()
    elif what == "drop":
        print("{}", flush=True)
        # No orderly end: the connection is just gone.
        import os

        os._exit(0)
    print(json.dumps(answer), flush=True)
for each in receivers.values():
    each.close()
receivers.clear()
connection.close()
