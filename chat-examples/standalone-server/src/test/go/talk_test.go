// Package talk tries the unmodified Go client of Socket.IO; SERVERS names one node, or several of one service.
package talk

import (
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/zishang520/socket.io/clients/engine/v3/transports"
	"github.com/zishang520/socket.io/clients/socket/v3"
	"github.com/zishang520/socket.io/v3/pkg/types"
)

const patience = 20 * time.Second

var rooms atomic.Int32

type data = map[string]any

type heard struct {
	event string
	data  any
}

// A user that keeps what it hears.
type user struct {
	t      *testing.T
	socket *socket.Socket
	events chan heard
}

func newRoom() string {
	return fmt.Sprintf("go-%d-%d", os.Getpid(), rooms.Add(1))
}

func server(index int) string {
	servers := strings.Fields(os.Getenv("SERVERS"))
	if len(servers) == 0 {
		return "http://localhost:5004"
	}
	return servers[index%len(servers)]
}

func everyWay(t *testing.T, test func(t *testing.T, way *types.Set[transports.TransportCtor])) {
	ways := map[string]*types.Set[transports.TransportCtor]{
		"default":   types.NewSet[transports.TransportCtor](transports.Polling, transports.WebSocket),
		"websocket": types.NewSet[transports.TransportCtor](transports.WebSocket),
	}
	for name, way := range ways {
		t.Run(name, func(t *testing.T) { test(t, way) })
	}
}

func connect(t *testing.T, index int, id string, way *types.Set[transports.TransportCtor]) *user {
	t.Helper()
	options := socket.DefaultOptions()
	options.SetTransports(way)
	options.SetForceNew(true)
	options.SetAuth(data{"userId": id, "username": id})
	client, err := socket.Connect(server(index), options)
	if err != nil {
		t.Fatal(err)
	}
	u := &user{t, client, make(chan heard, 1000)}
	connected := make(chan bool, 10)
	_ = client.On("connect", func(...any) { connected <- true })
	_ = client.On("connect_error", func(errs ...any) { t.Log("connect_error", errs) })
	client.OnAny(func(args ...any) { u.events <- heard{args[0].(string), args[1]} })
	t.Cleanup(func() { client.Disconnect() })
	select {
	case <-connected:
	case <-time.After(patience):
		t.Fatal("not connected")
	}
	return u
}

func (u *user) emit(event string, argument data) {
	u.t.Helper()
	if err := u.socket.Emit(event, argument); err != nil {
		u.t.Fatal(err)
	}
}

func (u *user) join(room string) *user {
	u.t.Helper()
	u.emit("join_room", data{"roomId": room})
	u.next("room_users")
	return u
}

// The data of the next event of that name; others before it are dropped.
func (u *user) next(event string) any {
	u.t.Helper()
	for {
		select {
		case each := <-u.events:
			if each.event == event {
				return each.data
			}
		case <-time.After(patience):
			u.t.Fatal("no " + event)
		}
	}
}

func (u *user) message() data {
	u.t.Helper()
	return u.next("message").(data)
}

func (u *user) ask(event string, argument data) data {
	u.t.Helper()
	answer := make(chan data, 1)
	u.socket.EmitWithAck(event, argument)(func(args []any, err error) {
		if err == nil {
			answer <- args[0].(data)
		}
	})
	select {
	case d := <-answer:
		return d
	case <-time.After(patience):
		u.t.Fatal(event + " is not acknowledged")
		return nil
	}
}

// Polling alone gets no further in this version, whichever the server: what is emitted after the connect is never posted.
func TestPollingAloneConnects(t *testing.T) {
	connect(t, 0, "ada", types.NewSet[transports.TransportCtor](transports.Polling))
}

func TestTwoUsersTalk(t *testing.T) {
	everyWay(t, func(t *testing.T, way *types.Set[transports.TransportCtor]) {
		room := newRoom()
		ada := connect(t, 0, "ada", way).join(room)
		bo := connect(t, 1, "bo", way).join(room)
		if joined := ada.next("user_joined").(data); joined["userId"] != "bo" {
			t.Fatal(joined)
		}
		bo.emit("send_message", data{"roomId": room, "message": "Hello"})
		if one, other := ada.message(), bo.message(); one["message"] != "Hello" || one["id"] != other["id"] {
			t.Fatal(one, other)
		}
		bo.emit("leave_room", data{"roomId": room})
		if left := ada.next("user_left").(data); left["userId"] != "bo" {
			t.Fatal(left)
		}
	})
}

func TestAnAcknowledgementBringsTheAnswerOrTheError(t *testing.T) {
	everyWay(t, func(t *testing.T, way *types.Set[transports.TransportCtor]) {
		room := newRoom()
		ada := connect(t, 0, "ada", way)
		if joined := ada.ask("join_room", data{"roomId": room}); joined["roomId"] != room {
			t.Fatal(joined)
		}
		sent := ada.ask("send_message", data{"roomId": room, "message": "Hello"})
		if message := ada.message(); message["id"] != sent["id"] {
			t.Fatal(sent, message)
		}
		refused := ada.ask("send_message", data{"roomId": "elsewhere", "message": "Hello"})
		if failure := refused["error"].(data); failure["code"] != "NOT_IN_ROOM" {
			t.Fatal(refused)
		}
	})
}

func TestABurstArrivesWholeAndInOrder(t *testing.T) {
	everyWay(t, func(t *testing.T, way *types.Set[transports.TransportCtor]) {
		room := newRoom()
		ada := connect(t, 0, "ada", way).join(room)
		bo := connect(t, 1, "bo", way).join(room)
		for i := range 100 {
			ada.emit("send_message", data{"roomId": room, "message": fmt.Sprint(i)})
		}
		for i := range 100 {
			if message := bo.message(); message["message"] != fmt.Sprint(i) {
				t.Fatal(i, message)
			}
		}
	})
}
