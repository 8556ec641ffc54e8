package dev.parlance.redis.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parlance.broker.WholeMessage;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.UserId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What scripts keep of a message that is brought back. Compared by identity, for a part of it is bytes.
 *
 * @param state a change, as the script writes it that made the last one
 * @param noted what others added, empty if nothing
 * @param reactors each with what, but for the message
 * @param replies where and when each was posted, but for the message
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares it
record RestoredState(byte[] state, String noted, List<String> reactors, List<String> replies) {
    static RestoredState of(WholeMessage old, byte[] body) {
        Message message = old.message();
        String noted = noted(message);
        byte[] told = (noted.isEmpty() ? "" : noted + "\u001D").getBytes(UTF_8);
        String word = "-/" + message.contentOffset() + "/" + told.length + "/"
                + message.replyTo().map(MessageId::value).orElse("") + "/" + message.number();
        String front = message.position().epoch() + " " + message.changeOffset() + " "
                + message.position().offset() + " " + word + " " + (message.deleted() ? 1 : 0) + " ";
        ByteArrayOutputStream state = new ByteArrayOutputStream();
        state.writeBytes(front.getBytes(UTF_8));
        state.writeBytes(body);
        state.writeBytes(told);
        List<String> reactors = new ArrayList<>();
        old.reactors().forEach((emoji, users) -> users.forEach(user -> reactors.add(emoji + "\u001F" + user.value())));
        // of a reply from before this life the thread says where it was posted
        String epoch = message.thread()
                .map(thread -> thread.last())
                .orElseGet(message::id)
                .position()
                .epoch();
        List<String> replies = new ArrayList<>();
        old.replies()
                .forEach((offset, at) ->
                        replies.add(String.format(Locale.ROOT, "%019d %s %d", offset, epoch, at.toEpochMilli())));
        return new RestoredState(state.toByteArray(), noted, reactors, replies);
    }

    private static String noted(Message message) {
        if (message.reactionCounts().isEmpty() && message.thread().isEmpty()) {
            return "";
        }
        StringBuilder noted = new StringBuilder(message.thread()
                .map(thread -> thread.replies() + " " + thread.last().value() + " "
                        + thread.lastAt().toEpochMilli())
                .orElse("0 - 0"));
        message.reactionCounts().forEach((emoji, count) -> {
            noted.append('\u001E').append(emoji).append('\u001F').append(count).append('\u001F');
            noted.append(String.join(
                    "\u001F",
                    message.reactions().getOrDefault(emoji, List.of()).stream()
                            .map(UserId::value)
                            .toList()));
        });
        return noted.toString();
    }
}
