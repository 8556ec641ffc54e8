package dev.parlance.protocol;

import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerReply;

/**
 * The native protocol, for any transport that carries texts: requests {@code {"event", "data", "id"}} in, events {@code {"event", "data"}} and answers
 * {@code {"id", "data"}} or {@code {"id", "error"}} out, each one JSON object (docs/PROTOCOL.md). A transport opens a session for a
 * {@link ChatConnection} of its own, whose {@linkplain ChatConnection#encoder encoder} comes from here, hands every text that it gets to
 * {@link #receive}, and sends the frames that it is given as they are, or their {@link EncodedFrame#text}.
 *
 * <p><b>Limits.</b> The transport bounds how long a text may be: the standalone server takes 64 KB, and 16 KB until
 * {@link ChatConnection#authenticated}. Within that a request has at most 32 levels, 20,000 values, names of 256 characters and numbers of 32. What is within
 * the protocol but more than the engine allows (rates, lengths of messages, rooms) is refused by the engine.
 *
 * <p><b>Errors.</b> A text that is no request is told to its client with {@link ErrorCode#BAD_REQUEST}, one of an unknown name with
 * {@link ErrorCode#UNKNOWN_EVENT}: as the answer, if an {@code id} could be read, else as an {@code error} event. It counts as a request. Any text's length counts as bytes that come in. No text makes
 * anything here throw, and none is a reason to close the connection.
 */
public final class NativeProtocol {
    private NativeProtocol() {}

    /**
     * Makes an encoder for a server that makes frames of texts itself: a frame's bytes are the text in UTF-8. One is enough for all connections of a kind, and only
     * those that share one share encoded events.
     *
     * @return the encoder; safe for use by many threads
     */
    public static FrameEncoder encoder() {
        return encoder(Framing.NONE);
    }

    /**
     * Makes an encoder whose frames can be written to the wire as they are.
     *
     * @param framing what is put around the text
     * @return the encoder; safe for use by many threads
     */
    public static FrameEncoder encoder(Framing framing) {
        FrameEncoder encoder = new NativeEncoder(framing);
        // loads what a request needs while there are descriptors to open its jars, and not on an I/O thread
        NativeRequests.read(encoder.reply(0, new ServerReply.Pong()).text());
        return encoder;
    }

    /**
     * Reads one text and hands it on: as a command to {@link ChatSession#receive(dev.parlance.transport.ClientCommand, long, long)}, or what is wrong with it to
     * {@link ChatSession#refuse(dev.parlance.model.ChatException, String, RoomId, long, long)}. Call on the connection's lane.
     *
     * @param text as the client sent it, of a bounded length
     * @param session the connection's
     */
    public static void receive(String text, ChatSession session) {
        NativeRequests.receive(text, session);
    }
}
