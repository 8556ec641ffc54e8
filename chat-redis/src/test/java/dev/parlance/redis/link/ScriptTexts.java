package dev.parlance.redis.link;

import java.util.List;

/** What a store is told for it to know a script. */
public final class ScriptTexts {
    private ScriptTexts() {}

    public static String of(List<Script> scripts, String name) {
        return scripts.stream()
                .filter(each -> each.name().equals(name))
                .map(Script::text)
                .findFirst()
                .orElseThrow();
    }
}
