package dev.parlance.websocket.socketio.protocol;

import org.jspecify.annotations.Nullable;

/** The packets of Socket.IO 5. */
enum PacketType {
    CONNECT('0'),
    DISCONNECT('1'),
    EVENT('2'),
    ACK('3'),
    CONNECT_ERROR('4'),
    BINARY_EVENT('5'),
    BINARY_ACK('6');

    private static final PacketType[] ALL = values();

    private final char digit;

    PacketType(char digit) {
        this.digit = digit;
    }

    static @Nullable PacketType of(char digit) {
        int number = digit - '0';
        return number >= 0 && number < ALL.length ? ALL[number] : null;
    }

    char digit() {
        return digit;
    }

    boolean isBinary() {
        return this == BINARY_EVENT || this == BINARY_ACK;
    }

    boolean isEvent() {
        return this == EVENT || this == BINARY_EVENT;
    }
}
