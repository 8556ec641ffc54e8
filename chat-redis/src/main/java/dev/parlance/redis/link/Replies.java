package dev.parlance.redis.link;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/** Reads answers of Redis. */
public final class Replies {
    private Replies() {}

    static Object present(@Nullable Object answer) {
        if (answer == null) {
            throw new JedisException("the store answered nothing");
        }
        return answer;
    }

    /** An answer of several. */
    public static List<?> list(@Nullable Object answer) {
        return (List<?>) present(answer);
    }

    /** The fields and values of a hash by turns: with RESP3, which a lent client may speak, they come in pairs. */
    public static List<?> hash(@Nullable Object answer) {
        return list(answer).stream()
                .flatMap(each -> each instanceof Map.Entry<?, ?> pair
                        ? Stream.of(pair.getKey(), pair.getValue())
                        : Stream.<Object>of(each))
                .toList();
    }

    /** A text. */
    public static String text(@Nullable Object answer) {
        return new String((byte[]) present(answer), StandardCharsets.UTF_8);
    }

    /** Several texts. */
    public static List<String> texts(@Nullable Object answer) {
        return list(answer).stream().map(Replies::text).toList();
    }

    /** A number, whichever way it is said. */
    public static long number(@Nullable Object answer) {
        return answer instanceof Long number ? number : Long.parseLong(text(answer));
    }
}
