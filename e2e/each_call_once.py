"""WSGI: an application that answers one request after the other, and each call once."""

import threading
from collections import OrderedDict

KEPT = 1000
"""Answers that are remembered: an attempt follows the one before within seconds."""


class EachCallOnce:
    """
    What moto keeps are plain dicts, which one request must not change while another walks them.

    And where the machine is busy, the provider now and then does not see an answer whose connection closes behind it, and asks
    again under the same id. It gets the same answer, or AWS would seem to have made twice what it made once, and would refuse it.
    Only what went well is remembered: after a refusal, an attempt may find that things have changed.

    Source of the id: aws/aws-sdk-go-v2, aws/middleware, ClientRequestID.
    """

    def __init__(self, application):
        self.application = application
        self.turn = threading.Lock()
        self.answers = OrderedDict()

    def __call__(self, environ, start_response):
        ident = environ.get("HTTP_AMZ_SDK_INVOCATION_ID")
        with self.turn:
            head, body = self.answers.get(ident) or self.answer(environ, ident)
        start_response(*head)
        return [body]

    def answer(self, environ, ident):
        heads = []
        chunks = self.application(environ, lambda *head: heads.append(head))
        answer = heads[-1], b"".join(chunks)
        if ident is not None and answer[0][0].startswith("2"):
            self.answers[ident] = answer
            while len(self.answers) > KEPT:
                self.answers.popitem(last=False)
        return answer
