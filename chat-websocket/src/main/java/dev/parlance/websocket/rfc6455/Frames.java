package dev.parlance.websocket.rfc6455;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FramePriority;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Puts the header of an unmasked, unfragmented frame before a payload (RFC 6455, section 5.2). */
public final class Frames {
    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;

    private Frames() {}

    /**
     * A text frame.
     *
     * @param text the payload
     * @return the frame
     */
    public static EncodedFrame text(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        return text(payload, payload.length, FramePriority.ESSENTIAL);
    }

    /**
     * A text frame.
     *
     * @param payload an array that begins with the payload, in UTF-8; copied
     * @param length how long it is
     * @param priority what may become of the frame
     * @return the frame
     */
    public static EncodedFrame text(byte[] payload, int length, FramePriority priority) {
        return frame(TEXT, payload, length, priority);
    }

    /**
     * A text frame whose payload comes in two parts, each copied once.
     *
     * @param begin the first part, in UTF-8, without a header; the frame tells the same event
     * @param end the rest
     * @return the frame
     */
    public static EventFrame text(EventFrame begin, byte[] end) {
        int length = begin.size() + end.length;
        byte[] bytes = header(TEXT, length, length);
        int header = bytes.length - length;
        begin.copyTo(0, ByteBuffer.wrap(bytes).position(header));
        System.arraycopy(end, 0, bytes, bytes.length - end.length, end.length);
        return new EventFrame(bytes, header, begin);
    }

    /**
     * A text frame as plain bytes.
     *
     * @param payload an array that begins with the payload, in UTF-8; copied
     * @param length how long it is
     * @return header and payload
     */
    public static byte[] textBytes(byte[] payload, int length) {
        return bytes(TEXT, payload, length);
    }

    /**
     * What stands before the payload of a text frame.
     *
     * @param length how long the payload is
     * @return the header alone
     */
    public static byte[] textHeader(int length) {
        return header(TEXT, length, 0);
    }

    /**
     * A binary frame.
     *
     * @param payload the payload; copied
     * @return the frame
     */
    public static EncodedFrame binary(byte[] payload) {
        return frame(BINARY, payload, payload.length, FramePriority.ESSENTIAL);
    }

    private static EncodedFrame frame(int first, byte[] payload, int length, FramePriority priority) {
        byte[] bytes = bytes(first, payload, length);
        return new EncodedFrame(bytes, bytes.length - length, priority);
    }

    private static byte[] bytes(int first, byte[] payload, int length) {
        byte[] bytes = header(first, length, length);
        System.arraycopy(payload, 0, bytes, bytes.length - length, length);
        return bytes;
    }

    /** The header, and behind it room for as much of the payload. */
    private static byte[] header(int first, int length, int room) {
        int header = length < 126 ? 2 : length <= 0xffff ? 4 : 10;
        byte[] bytes = new byte[header + room];
        bytes[0] = (byte) first;
        if (header == 2) {
            bytes[1] = (byte) length;
        } else {
            bytes[1] = (byte) (header == 4 ? 126 : 127);
            for (int i = header - 1, rest = length; i >= 2; i--, rest >>>= 8) {
                bytes[i] = (byte) rest;
            }
        }
        return bytes;
    }
}
