package dev.parlance.tck.transport;

import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.transport.AnswerFrame;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what the kit looks at, and of messages all that they say, so that frames are as long as elsewhere. */
final class TellingEncoder implements FrameEncoder {
    private static final String BETWEEN = "\u0001";

    private final Charset charset;

    TellingEncoder(Charset charset) {
        this.charset = charset;
    }

    @Override
    public EventFrame event(ServerEvent event) {
        return new EventFrame(bytes("event", event.name(), detail(event)), 0, event);
    }

    @Override
    public AnswerFrame reply(long requestId, ServerReply reply) {
        String error = reply instanceof ServerReply.Failed failed
                ? failed.error().code().name()
                : "";
        List<Message> messages = List.of();
        if (reply instanceof ServerReply.History history) {
            messages = history.page().messages();
        } else if (reply instanceof ServerReply.Joined joined) {
            messages = joined.messages();
        }
        String all = messages.stream().map(Message::text).collect(Collectors.joining());
        return new AnswerFrame(bytes("answer", "" + requestId, error, "" + messages.size(), all), 0, requestId);
    }

    private byte[] bytes(String... words) {
        return String.join(BETWEEN, words).getBytes(charset);
    }

    static Told told(EncodedFrame frame) {
        String[] words = frame.text().split(BETWEEN, -1);
        return words[0].equals("event")
                ? new Told.Event(words[1], words[2])
                : new Told.Answer(Long.parseLong(words[1]), code(words[2]), Integer.parseInt(words[3]));
    }

    private static @Nullable ErrorCode code(String name) {
        return name.isEmpty() ? null : ErrorCode.valueOf(name);
    }

    private static String detail(ServerEvent event) {
        if (event instanceof ServerEvent.MessagePosted posted) {
            return posted.message().text();
        }
        if (event instanceof ServerEvent.UserJoined joined) {
            return joined.user().name();
        }
        if (event instanceof ServerEvent.UserLeft left) {
            return left.user().name();
        }
        if (event instanceof ServerEvent.UserTyping typing) {
            return typing.user().name() + " ".repeat(200);
        }
        return event instanceof ServerEvent.Failure failure
                ? failure.error().code().name()
                : "";
    }

    static TellingEncoder sound() {
        return new TellingEncoder(StandardCharsets.UTF_8);
    }
}
