"""Run by __tests__/e2e/aws-rules.test.ts: `python3 each_call_once_test.py`."""

import threading
import time
import unittest

from each_call_once import KEPT, EachCallOnce


class Counting:
    """Answers with how many requests it had, and notices when two are there at once."""

    def __init__(self, status="200 OK"):
        self.status, self.count, self.inside, self.met = status, 0, 0, False

    def __call__(self, environ, start_response):
        self.inside += 1
        self.met = self.met or self.inside > 1
        time.sleep(0.001)
        self.count += 1
        self.inside -= 1
        start_response(self.status, [("X-Count", str(self.count))])
        return [str(self.count).encode()]


def ask(application, ident=None):
    heads = []
    environ = {} if ident is None else {"HTTP_AMZ_SDK_INVOCATION_ID": ident}
    body = b"".join(application(environ, lambda *head: heads.append(head)))
    return heads[-1][0], dict(heads[-1][1])["X-Count"], body


class EachCallOnceTest(unittest.TestCase):
    def test_the_same_call_has_the_same_answer(self):
        once = EachCallOnce(Counting())
        self.assertEqual([ask(once, "a"), ask(once, "b"), ask(once, "a")], [("200 OK", *two) for two in ANSWERS])

    def test_calls_without_an_id_are_calls_of_their_own(self):
        once = EachCallOnce(Counting())
        self.assertEqual([ask(once)[2], ask(once)[2]], [b"1", b"2"])

    def test_a_refusal_is_not_remembered(self):
        once = EachCallOnce(Counting("400 BAD REQUEST"))
        self.assertEqual([ask(once, "a")[2], ask(once, "a")[2]], [b"1", b"2"])

    def test_what_is_old_is_forgotten(self):
        once = EachCallOnce(Counting())
        for number in range(KEPT + 1):
            ask(once, str(number))
        self.assertEqual(len(once.answers), KEPT)
        self.assertEqual(ask(once, "1")[2], b"2")
        self.assertEqual(ask(once, "0")[2], str(KEPT + 2).encode())

    def test_one_request_is_answered_at_a_time(self):
        counting = Counting()
        once = EachCallOnce(counting)
        threads = [threading.Thread(target=ask, args=(once,)) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((counting.count, counting.met), (16, False))


ANSWERS = [("1", b"1"), ("2", b"2"), ("1", b"1")]

if __name__ == "__main__":
    unittest.main()
