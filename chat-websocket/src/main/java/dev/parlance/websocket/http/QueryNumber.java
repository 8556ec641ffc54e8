package dev.parlance.websocket.http;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A whole number in a query: digits alone, within bounds. */
public final class QueryNumber {
    private static final Predicate<String> DIGITS = Pattern.compile("[0-9]+").asMatchPredicate();

    private QueryNumber() {}

    /**
     * Reads one.
     *
     * @param name of the parameter
     * @param value as it came
     * @param least the smallest
     * @param most the largest; {@link Long#MAX_VALUE} for an offset
     * @return the number
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} for anything else
     */
    public static long of(String name, String value, long least, long most) {
        try {
            long number = DIGITS.test(value) ? Long.parseLong(value) : -1;
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        String range = most == Long.MAX_VALUE ? "an offset, 0 or more" : "a whole number from " + least + " to " + most;
        throw new ChatException(ErrorCode.BAD_REQUEST, name + " must be " + range);
    }
}
