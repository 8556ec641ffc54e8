package dev.parlance.websocket.files;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;

/** What is said of an upload that cannot be read. */
final class MalformedUpload {
    private MalformedUpload() {}

    static ChatException because(String fault) {
        return new ChatException(ErrorCode.BAD_REQUEST, fault);
    }
}
