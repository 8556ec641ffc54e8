package dev.parlance.broker.store;

import dev.parlance.model.Position;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.Signal;

/** What nodes tell each other: the topic first, so that whoever does not listen to it reads no further. */
final class Told {
    static final int EVENT = 1;
    static final int SIGNAL = 2;
    static final int TOKEN = 3;

    private static final int KIND = 24;

    private final String topic;
    private final int kind;
    private final byte[] body;

    private Told(String topic, int kind, byte[] body) {
        this.topic = topic;
        this.kind = kind;
        this.body = body;
    }

    /**
     * What a node tells itself, to begin or end listening where it hears it.
     *
     * @param node whose it is
     * @param number the node's own number for it
     * @param position where the room's log stood when it was told; that of no room is 0 of none
     */
    record Token(String node, long number, Position position) {
        byte[] told(String topic) {
            byte[] body = FormWriter.of(KIND)
                    .text(node)
                    .number(number)
                    .text(position.epoch())
                    .number(position.offset())
                    .toBytes();
            return new Told(topic, TOKEN, body).toBytes();
        }
    }

    static byte[] event(String topic, RoomEvent event) {
        return new Told(topic, EVENT, StoredForm.of(event)).toBytes();
    }

    static byte[] signal(String topic, Signal signal) {
        return new Told(topic, SIGNAL, StoredForm.of(signal)).toBytes();
    }

    static Told read(byte[] bytes) {
        return FormReader.read(bytes, "what was told", form -> {
            form.expect("thing told", KIND);
            return new Told(form.text(), form.octet(), form.bytes());
        });
    }

    /** The topic's key. */
    String topic() {
        return topic;
    }

    /** One of those above. */
    int kind() {
        return kind;
    }

    /** The stored form of an event or signal, or a token. */
    byte[] body() {
        return body;
    }

    Token token() {
        return FormReader.read(body, "a token", form -> {
            form.expect("token", KIND);
            return new Token(form.text(), form.number(), new Position(form.text(), form.number()));
        });
    }

    private byte[] toBytes() {
        return FormWriter.of(KIND).text(topic).octet(kind).bytes(body).toBytes();
    }
}
