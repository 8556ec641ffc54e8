package dev.parlance.redis.link;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * What a script takes, as its header says: {@code ARGV a b [c d]} may end behind {@code b}, and {@code ARGV a b...} goes on with as many as there are. A value.
 *
 * @param names in their order
 * @param least how many there are at the least
 * @param open whether the last stands for any number
 */
record ScriptFields(String table, List<String> names, int least, boolean open) {
    private static final String MORE = "...";

    /** Reads the line of a header that begins with {@code -- TABLE}; without one there are none. */
    static ScriptFields read(String table, String script) {
        String start = "-- " + table + " ";
        return script.lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .map(line -> parse(table, line.substring(start.length()).strip()))
                .orElse(new ScriptFields(table, List.of(), 0, false));
    }

    private static ScriptFields parse(String table, String line) {
        List<String> names = new ArrayList<>();
        int least = -1;
        boolean open = false;
        for (String word : line.split(" +", -1)) {
            if (word.startsWith("[")) {
                least = names.size();
            }
            open = word.endsWith(MORE);
            String name = word.replaceAll("[\\[\\].]", "");
            if (!name.matches("[a-zA-Z]+")) {
                throw new IllegalStateException("no name of a field: " + word);
            }
            names.add(name.intern()); // as the literals of callers are: so most comparisons end at once
        }
        return new ScriptFields(table, List.copyOf(names), least >= 0 ? least : names.size() - (open ? 1 : 0), open);
    }

    /** A line of Lua that gives each its name, but for the last of an open number. */
    String locals() {
        int fixed = names.size() - (open ? 1 : 0);
        if (fixed == 0) {
            return "";
        }
        StringJoiner left = new StringJoiner(", ", "local ", " = ");
        StringJoiner right = new StringJoiner(", ", "", "\n");
        for (int i = 0; i < fixed; i++) {
            left.add(names.get(i));
            right.add(table + "[" + (i + 1) + "]");
        }
        return left + right.toString();
    }

    /** Refuses what is not the one at this place. */
    void require(String script, int index, String name) {
        boolean fits = index < names.size()
                ? names.get(index).equals(name)
                : open && names.get(names.size() - 1).equals(name);
        if (!fits) {
            throw new IllegalStateException(
                    script + " takes no " + name + " as number " + (index + 1) + " of its " + table + ": " + names);
        }
    }

    void requireEnough(String script, int count) {
        if (count < least || (count > least && count < names.size() && !open)) {
            throw new IllegalStateException(script + " was given " + count + " of its " + table + ": " + names);
        }
    }
}
