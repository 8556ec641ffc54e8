"""Unmodified synchronous clients of python-socketio; SERVERS names one node, or several of one service."""
import itertools
import os
import queue
import unittest

import socketio
from line import Line

SERVERS = os.environ.get("SERVERS", "http://localhost:5004").split()
WAYS = {"default": None, "websocket": ["websocket"], "polling": ["polling"]}
PATIENCE = 20
_rooms = itertools.count(1)


def new_room():
    """A room that no other test uses."""
    return f"python-sync-{os.getpid()}-{next(_rooms)}"


class Client:
    """A user that keeps what it hears."""

    def __init__(self, server, user_id, way):
        self.heard = queue.Queue()
        self.connects = queue.Queue()
        self.losses = queue.Queue()
        self.sio = socketio.Client(reconnection_delay=0.1, reconnection_delay_max=0.1)
        self.sio.on("connect", lambda: self.connects.put("connected"))
        self.sio.on("disconnect", self.losses.put)
        self.sio.on("*", lambda event, *data: self.heard.put((event, *data)))
        self.sio.connect(server, transports=WAYS[way], auth={"userId": user_id, "username": user_id.upper()})
        self.await_connect()

    def await_connect(self):
        self.connects.get(timeout=PATIENCE)

    def join(self, room_id):
        self.sio.emit("join_room", {"roomId": room_id})
        self.next("room_users")
        return self

    def next(self, event):
        """The data of the next event of that name; others before it are dropped."""
        while True:
            heard = self.heard.get(timeout=PATIENCE)
            if heard[0] == event:
                return heard[1]

    def ask(self, event, data):
        return self.sio.call(event, data, timeout=PATIENCE)


class SyncClientTest(unittest.TestCase):
    def client(self, server, user_id, way="default"):
        client = Client(server if isinstance(server, str) else SERVERS[server], user_id, way)
        self.addCleanup(client.sio.disconnect)
        return client

    def test_two_users_talk(self):
        for way in WAYS:
            with self.subTest(way):
                room = new_room()
                ada = self.client(0, "ada", way).join(room)
                bo = self.client(-1, "bo", way).join(room)
                self.assertEqual(ada.next("user_joined"), {"roomId": room, "userId": "bo", "username": "BO"})
                bo.sio.emit("typing", {"roomId": room, "isTyping": True})
                self.assertTrue(ada.next("user_typing")["isTyping"])
                bo.sio.emit("send_message", {"roomId": room, "message": "Hello \U0001F44B"})
                message = ada.next("message")
                self.assertEqual((message["message"], message["username"], message["offset"]), ("Hello \U0001F44B", "BO", 1))
                self.assertEqual(bo.next("message"), message)
                bo.sio.emit("leave_room", {"roomId": room})
                self.assertEqual(ada.next("user_left")["userId"], "bo")

    def test_an_acknowledgement_brings_the_answer_or_the_error(self):
        for way in WAYS:
            with self.subTest(way):
                room = new_room()
                ada = self.client(0, "ada", way)
                self.assertEqual(ada.ask("join_room", {"roomId": room})["messages"], [])
                sent = ada.ask("send_message", {"roomId": room, "message": "Hello"})
                self.assertEqual(sent["id"], ada.next("message")["id"])
                refused = ada.ask("send_message", {"roomId": "elsewhere", "message": "Hello"})
                self.assertEqual(refused["error"]["code"], "NOT_IN_ROOM")

    def test_a_burst_arrives_whole_and_in_order(self):
        for way in WAYS:
            with self.subTest(way):
                room = new_room()
                ada = self.client(0, "ada", way).join(room)
                bo = self.client(-1, "bo", way).join(room)
                for i in range(100):
                    ada.sio.emit("send_message", {"roomId": room, "message": str(i)})
                self.assertEqual([bo.next("message")["message"] for _ in range(100)], [str(i) for i in range(100)])

    def test_a_lost_connection_comes_back_by_itself_and_asks_for_what_it_missed(self):
        for way in WAYS:
            with self.subTest(way):
                room = new_room()
                ada = self.client(0, "ada", "websocket").join(room)
                line = Line(SERVERS[-1])
                self.addCleanup(line.close)
                bo = self.client(line.address, "bo", way)
                position = bo.ask("join_room", {"roomId": room})["position"]
                line.cut()
                bo.losses.get(timeout=PATIENCE)
                ada.ask("send_message", {"roomId": room, "message": "meanwhile"})
                line.mend()
                bo.await_connect()
                back = bo.ask("join_room", {"roomId": room, "since": position})
                self.assertTrue(back["recovered"])
                self.assertEqual([message["message"] for message in back["messages"]], ["meanwhile"])

    def test_refused_credentials_are_a_connection_error(self):
        sio = socketio.Client(reconnection=False)
        refusals = queue.Queue()
        sio.on("connect_error", refusals.put)
        with self.assertRaises(socketio.exceptions.ConnectionError):
            sio.connect(SERVERS[0], auth={"userId": "ada"})
        self.assertEqual(refusals.get(timeout=PATIENCE)["data"]["code"], "INVALID_USER")


if __name__ == "__main__":
    unittest.main(verbosity=2)
