package dev.parlance.redis.link;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * What a script takes, as its header says: {@code ARGV a b [c d]} may end behind {@code b}, {@code ARGV a b...} goes on with as many as there are, and {@code KEYS (a b)...} is any number of both. A value.
 *
 * @param names in their order
 * @param least how many there are at the least
 * @param open how many of the last ones stand for any number of these: 0 for none
 */
record ScriptFields(String table, List<String> names, int least, int open) {
    private static final String MORE = "...";

    /** Reads the line of a header that begins with {@code -- TABLE}; without one there are none. */
    static ScriptFields read(String table, String script) {
        String start = "-- " + table + " ";
        return script.lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .map(line -> parse(table, line.substring(start.length()).strip()))
                .orElse(new ScriptFields(table, List.of(), 0, 0));
    }

    private static ScriptFields parse(String table, String line) {
        List<String> names = new ArrayList<>();
        int least = -1;
        int open = line.endsWith(MORE) ? 1 : 0;
        for (String word : line.split(" +", -1)) {
            if (word.startsWith("[")) {
                least = names.size();
            }
            if (word.startsWith("(")) {
                open = line.substring(line.indexOf(word)).split(" +", -1).length;
            }
            String name = word.replaceAll("[\\[\\]().]", "");
            if (!name.matches("[a-zA-Z]+")) {
                throw new IllegalStateException("no name of a field: " + word);
            }
            names.add(name.intern()); // as the literals of callers are: so most comparisons end at once
        }
        return new ScriptFields(table, List.copyOf(names), least >= 0 ? least : names.size() - open, open);
    }

    /** A line of Lua that gives each its name, but for those of an open number. */
    String locals() {
        int fixed = names.size() - open;
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
        int fixed = names.size() - open;
        boolean repeats = index >= fixed && open > 0;
        boolean fits = (repeats || index < names.size())
                && names.get(repeats ? fixed + (index - fixed) % open : index).equals(name);
        if (!fits) {
            throw new IllegalStateException(
                    script + " takes no " + name + " as number " + (index + 1) + " of its " + table + ": " + names);
        }
    }

    void requireEnough(String script, int count) {
        boolean isWhole = open == 0 ? count == least || count == names.size() : (count - least) % open == 0;
        if (count < least || !isWhole) {
            throw new IllegalStateException(script + " was given " + count + " of its " + table + ": " + names);
        }
    }
}
