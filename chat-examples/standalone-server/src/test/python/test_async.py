"""Unmodified asynchronous clients of python-socketio; SERVERS names one node, or several of one service."""
import asyncio
import itertools
import os
import unittest

import socketio
from line import Line

SERVERS = os.environ.get("SERVERS", "http://localhost:5004").split()
WAYS = {"default": None, "websocket": ["websocket"], "polling": ["polling"]}
PATIENCE = 20
_rooms = itertools.count(1)


def new_room():
    """A room that no other test uses."""
    return f"python-async-{os.getpid()}-{next(_rooms)}"


class Client:
    """A user that keeps what it hears."""

    def __init__(self):
        self.heard = asyncio.Queue()
        self.connects = asyncio.Queue()
        self.losses = asyncio.Queue()
        self.sio = socketio.AsyncClient(reconnection_delay=0.1, reconnection_delay_max=0.1)
        self.sio.on("connect", lambda: self.connects.put_nowait("connected"))
        self.sio.on("disconnect", self.losses.put_nowait)
        self.sio.on("*", lambda event, *data: self.heard.put_nowait((event, *data)))

    async def connect(self, server, user_id, way):
        auth = {"userId": user_id, "username": user_id.upper()}
        await self.sio.connect(server, transports=WAYS[way], auth=auth)
        await self.await_connect()
        return self

    async def await_connect(self):
        await asyncio.wait_for(self.connects.get(), PATIENCE)

    async def join(self, room_id):
        await self.sio.emit("join_room", {"roomId": room_id})
        await self.next("room_users")
        return self

    async def next(self, event):
        """The data of the next event of that name; others before it are dropped."""
        while True:
            heard = await asyncio.wait_for(self.heard.get(), PATIENCE)
            if heard[0] == event:
                return heard[1]

    async def ask(self, event, data):
        return await self.sio.call(event, data, timeout=PATIENCE)


class AsyncClientTest(unittest.IsolatedAsyncioTestCase):
    async def client(self, server, user_id, way="default"):
        client = Client()
        self.addAsyncCleanup(client.sio.disconnect)
        return await client.connect(server if isinstance(server, str) else SERVERS[server], user_id, way)

    async def test_two_users_talk(self):
        for way in WAYS:
            with self.subTest(way):
                room = new_room()
                ada = await (await self.client(0, "ada", way)).join(room)
                bo = await (await self.client(-1, "bo", way)).join(room)
                self.assertEqual(await ada.next("user_joined"), {"roomId": room, "userId": "bo", "username": "BO"})
                sent = await bo.ask("send_message", {"roomId": room, "message": "Hello"})
                message = await ada.next("message")
                self.assertEqual((message["message"], message["id"]), ("Hello", sent["id"]))
                self.assertEqual(await bo.next("message"), message)
                await bo.sio.emit("leave_room", {"roomId": room})
                self.assertEqual((await ada.next("user_left"))["userId"], "bo")

    async def test_many_see_one_order(self):
        room = new_room()
        ways = itertools.cycle(WAYS)
        clients = [await (await self.client(i % len(SERVERS), f"user{i}", next(ways))).join(room) for i in range(15)]
        await asyncio.gather(*(each.sio.emit("send_message", {"roomId": room, "message": "Hello"}) for each in clients))
        for each in clients:
            self.assertEqual([(await each.next("message"))["offset"] for _ in clients], list(range(1, len(clients) + 1)))

    async def test_a_burst_arrives_whole_and_in_order(self):
        for way in WAYS:
            with self.subTest(way):
                room = new_room()
                ada = await (await self.client(0, "ada", way)).join(room)
                bo = await (await self.client(-1, "bo", way)).join(room)
                for i in range(100):
                    await ada.sio.emit("send_message", {"roomId": room, "message": str(i)})
                self.assertEqual([(await bo.next("message"))["message"] for _ in range(100)], [str(i) for i in range(100)])

    async def test_a_lost_connection_comes_back_by_itself_and_asks_for_what_it_missed(self):
        for way in WAYS:
            with self.subTest(way):
                room = new_room()
                ada = await (await self.client(0, "ada", "websocket")).join(room)
                line = Line(SERVERS[-1])
                self.addCleanup(line.close)
                bo = await self.client(line.address, "bo", way)
                position = (await bo.ask("join_room", {"roomId": room}))["position"]
                line.cut()
                await asyncio.wait_for(bo.losses.get(), PATIENCE)
                await ada.ask("send_message", {"roomId": room, "message": "meanwhile"})
                line.mend()
                await bo.await_connect()
                back = await bo.ask("join_room", {"roomId": room, "since": position})
                self.assertTrue(back["recovered"])
                self.assertEqual([message["message"] for message in back["messages"]], ["meanwhile"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
