package dev.parlance.archive.jdbc;

import dev.parlance.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Somebody who reacted to a message or is mentioned in it.
 *
 * @param message which
 * @param emoji with what; empty for a mention
 * @param userId who
 * @param place in the order of those with the same emoji
 */
record PersonRow(MessageRow message, String emoji, String userId, int place) {
    static final String MENTION = "";

    static List<PersonRow> of(MessageRow message, Map<String, List<UserId>> reactors) {
        List<PersonRow> all = new ArrayList<>();
        add(all, message, MENTION, message.message().mentions());
        reactors.forEach((emoji, users) -> add(all, message, emoji, users));
        return all;
    }

    private static void add(List<PersonRow> all, MessageRow message, String emoji, List<UserId> users) {
        for (int place = 0; place < users.size(); place++) {
            all.add(new PersonRow(message, emoji, users.get(place).value(), place));
        }
    }
}
