package dev.parlance.protocol.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.User;
import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.transport.ServerEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UserListTest {
    private final List<User> users = new ArrayList<>();

    UserListTest() {
        for (int i = 0; i < 2 * UserList.LONG; i++) {
            users.add(User.of("u" + i, "\"Ünï\" " + i));
        }
    }

    @Test
    void whateverWasWrittenBeforeAListIsWrittenAsItIs() {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            if (users.size() > UserList.LONG - 5 && random.nextInt(3) == 0) {
                users.remove(random.nextInt(users.size()));
            } else {
                users.add(
                        random.nextInt(5) == 0 ? random.nextInt(users.size()) : users.size(),
                        User.of("x" + i, "X" + i));
            }
            assertThat(written(List.copyOf(users))).isEqualTo(plain(users));
        }
    }

    @Test
    void aListThatOnlyEndsEarlierAndTheSameListAgainAreWrittenToo() {
        List<User> fewer = List.copyOf(users.subList(0, UserList.LONG + 1));
        assertThat(written(users)).isEqualTo(plain(users));
        assertThat(written(fewer)).isEqualTo(plain(fewer));
        assertThat(written(fewer)).isEqualTo(plain(fewer));
        assertThat(written(users)).isEqualTo(plain(users));
    }

    @Test
    void whoHasAnotherNameThanInTheListBeforeIsWrittenWithTheNewOne() {
        assertThat(written(users)).isEqualTo(plain(users));
        users.set(7, User.of(users.get(7).id().value(), "Renamed"));
        assertThat(written(users)).isEqualTo(plain(users)).contains("Renamed");
    }

    @Test
    void whatIsTooLongToBeKeptIsWrittenToo() {
        List<User> many = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            many.add(User.of("user" + i, "x".repeat(60) + i));
        }
        assertThat(written(many)).hasSizeGreaterThan(1024 * 1024).isEqualTo(plain(many));
        assertThat(written(users)).isEqualTo(plain(users));
    }

    private static String written(List<User> users) {
        JsonBytes bytes = JsonBytes.write(json -> EventWriter.write(new ServerEvent.RoomUsers(users), json));
        return new String(bytes.array(), 0, bytes.length(), StandardCharsets.UTF_8);
    }

    private static String plain(List<User> users) {
        return users.stream()
                .map(user -> "{\"userId\":\"" + user.id() + "\",\"username\":\""
                        + user.name().replace("\"", "\\\"") + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
