package dev.parlance.broker.store;

import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import dev.parlance.broker.form.StoredForm;
import dev.parlance.model.Position;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.Signal;
import org.jspecify.annotations.Nullable;

/** What nodes tell each other: the topic first, so that whoever does not listen to it reads no further. Not changed once made; any thread reads it. */
final class Notification {
    static final int EVENT = 1;
    static final int SIGNAL = 2;
    static final int TOKEN = 3;

    private static final int KIND = 24;

    private final String topic;
    private final String generation;
    private final int kind;
    private final @Nullable Position position;
    private final byte[] body;

    private Notification(String topic, String generation, int kind, @Nullable Position position, byte[] body) {
        this.topic = topic;
        this.generation = generation;
        this.kind = kind;
        this.position = position;
        this.body = body;
    }

    /**
     * What a node tells itself, to begin or end listening where it hears it.
     *
     * @param node whose it is
     * @param number the node's own number for it
     */
    record Token(String node, long number) {}

    static void token(StoreTransaction transaction, String topic, Token token, @Nullable Position position) {
        byte[] body =
                FormWriter.of(KIND).text(token.node()).number(token.number()).toBytes();
        tell(transaction, topic, TOKEN, position, body);
    }

    /** An event, and where the log stands with it if it has a place there. */
    static void event(StoreTransaction transaction, RoomEvent event, @Nullable Position position) {
        tell(transaction, Keys.room(event.roomId()), EVENT, position, StoredForm.of(event));
    }

    static void signal(StoreTransaction transaction, String topic, Signal signal) {
        tell(transaction, topic, SIGNAL, null, StoredForm.of(signal));
    }

    private static void tell(
            StoreTransaction transaction, String topic, int kind, @Nullable Position position, byte[] body) {
        FormWriter form = FormWriter.of(KIND)
                .text(topic)
                .text(transaction.generation())
                .octet(kind)
                .flag(position != null);
        if (position != null) {
            form.position(position);
        }
        transaction.tell(form.bytes(body).toBytes());
    }

    static Notification read(byte[] bytes) {
        return FormReader.read(bytes, "what was told", form -> {
            form.expect("thing told", KIND);
            return new Notification(
                    form.text(), form.text(), form.octet(), form.flag() ? form.position() : null, form.bytes());
        });
    }

    String topic() {
        return topic;
    }

    /** The store's, so that whoever hears it sees that it fell back. */
    String generation() {
        return generation;
    }

    /** One of those above. */
    int kind() {
        return kind;
    }

    /** Where the room's log stood when it was told, if that has to do with it. */
    @Nullable
    Position position() {
        return position;
    }

    /** The stored form of an event or signal, or a token. */
    byte[] body() {
        return body;
    }

    Token token() {
        return FormReader.read(body, "a token", form -> {
            form.expect("token", KIND);
            return new Token(form.text(), form.number());
        });
    }
}
