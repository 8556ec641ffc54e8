//! The unmodified rust_socketio; SERVERS names one node, or several of one service.
use rust_socketio::client::Client;
use rust_socketio::{ClientBuilder, Event, Payload, TransportType};
use serde_json::{json, Value};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{channel, Receiver};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);
static ROOMS: AtomicUsize = AtomicUsize::new(0);

fn new_room() -> String {
    format!("rust-{}-{}", std::process::id(), ROOMS.fetch_add(1, Ordering::Relaxed))
}

fn server(index: usize) -> String {
    let servers = std::env::var("SERVERS").unwrap_or("http://localhost:5004".into());
    let servers: Vec<&str> = servers.split(' ').collect();
    servers[index % servers.len()].into()
}

fn ways() -> [TransportType; 3] {
    [TransportType::Any, TransportType::Websocket, TransportType::Polling]
}

fn first(payload: Payload) -> Value {
    match payload {
        Payload::Text(values) => values.into_iter().next().unwrap_or(Value::Null),
        other => panic!("not text: {other:?}"),
    }
}

/// A user that keeps what it hears.
struct User {
    client: Client,
    heard: Receiver<(String, Value)>,
}

impl User {
    fn connect(index: usize, id: &str, way: TransportType) -> User {
        let (tell, heard) = channel();
        let (opened, is_open) = channel();
        let client = ClientBuilder::new(server(index))
            .transport_type(way)
            .auth(json!({"userId": id, "username": id}))
            .on(Event::Connect, move |_, _| { let _ = opened.send(()); })
            .on_any(move |event, payload, _| { let _ = tell.send((event.as_str().to_owned(), first(payload))); })
            .connect()
            .expect("connects");
        is_open.recv_timeout(PATIENCE).expect("is connected");
        User { client, heard }
    }

    fn join(self, room: &str) -> User {
        self.client.emit("join_room", json!({"roomId": room})).expect("emits");
        self.next("room_users");
        self
    }

    /// The data of the next event of that name; others before it are dropped.
    fn next(&self, event: &str) -> Value {
        loop {
            let (name, data) = self.heard.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no {event}"));
            if name == event {
                return data;
            }
        }
    }

    fn ask(&self, event: &str, data: Value) -> Value {
        let (tell, answer) = channel();
        self.client
            .emit_with_ack(event, data, PATIENCE, move |payload, _| { let _ = tell.send(first(payload)); })
            .expect("emits");
        answer.recv_timeout(PATIENCE).expect("is acknowledged")
    }
}

#[test]
fn two_users_talk() {
    for way in ways() {
        let room = new_room();
        let ada = User::connect(0, "ada", way.clone()).join(&room);
        let bo = User::connect(1, "bo", way).join(&room);
        assert_eq!(ada.next("user_joined"), json!({"roomId": room, "userId": "bo", "username": "bo"}));
        bo.client.emit("send_message", json!({"roomId": room, "message": "Hello"})).expect("emits");
        let message = ada.next("message");
        assert_eq!((&message["message"], &message["offset"]), (&json!("Hello"), &json!(1)));
        assert_eq!(bo.next("message"), message);
        bo.client.emit("leave_room", json!({"roomId": room})).expect("emits");
        assert_eq!(ada.next("user_left")["userId"], "bo");
        ada.client.disconnect().expect("goes");
        bo.client.disconnect().expect("goes");
    }
}

#[test]
fn a_burst_arrives_whole_and_in_order() {
    for way in ways() {
        let room = new_room();
        let ada = User::connect(0, "ada", way.clone()).join(&room);
        let bo = User::connect(1, "bo", way).join(&room);
        for i in 0..100 {
            ada.client.emit("send_message", json!({"roomId": room, "message": i.to_string()})).expect("emits");
        }
        for i in 0..100 {
            assert_eq!(bo.next("message")["message"], i.to_string());
        }
        ada.client.disconnect().expect("goes");
        bo.client.disconnect().expect("goes");
    }
}

#[test]
fn an_acknowledgement_brings_the_answer_or_the_error() {
    for way in ways() {
        let room = new_room();
        let ada = User::connect(0, "ada", way);
        // the client wraps what an acknowledgement brought in the list that it came in
        let unwrapped = |answer: Value| if answer.is_array() { answer[0].clone() } else { answer };
        assert_eq!(unwrapped(ada.ask("join_room", json!({"roomId": room})))["messages"], json!([]));
        let sent = unwrapped(ada.ask("send_message", json!({"roomId": room, "message": "Hello"})));
        assert_eq!(sent["id"], ada.next("message")["id"]);
        let refused = unwrapped(ada.ask("send_message", json!({"roomId": "elsewhere", "message": "Hello"})));
        assert_eq!(refused["error"]["code"], "NOT_IN_ROOM");
        ada.client.disconnect().expect("goes");
    }
}
