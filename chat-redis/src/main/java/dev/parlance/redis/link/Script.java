package dev.parlance.redis.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * What Redis runs for us in one step. The head of its file says what it takes, {@code -- KEYS} and {@code -- ARGV} and the names, under which the script has them as locals and
 * callers give them ({@link ScriptCall}); a line {@code --> name} stands for a chapter, a file beside it or here. Immutable, for any thread.
 */
public final class Script {
    private static final String CHAPTER = "--> ";

    private final String name;
    private final String text;
    private final String digest;
    private final ScriptFields keys;
    private final ScriptFields arguments;

    private Script(Class<?> beside, String name) {
        String source = load(beside, name);
        this.name = name + ".lua";
        this.keys = ScriptFields.read("KEYS", source);
        this.arguments = ScriptFields.read("ARGV", source);
        this.text = "local call = redis.call\n" + keys.locals() + arguments.locals() + withChapters(beside, source);
        this.digest = digest(text);
    }

    /**
     * Reads a script.
     *
     * @param beside a class in whose package its file stands
     * @param name the file's, without its ending
     */
    public static Script of(Class<?> beside, String name) {
        return new Script(beside, name);
    }

    /** Begins a call with all its keys, in their order. */
    public ScriptCall on(Key... given) {
        return new ScriptCall(this, given);
    }

    String name() {
        return name;
    }

    /** As Redis gets it, with names and chapters put in. */
    String text() {
        return text;
    }

    /** By which Redis knows it, once loaded. */
    String digest() {
        return digest;
    }

    ScriptFields keys() {
        return keys;
    }

    ScriptFields arguments() {
        return arguments;
    }

    private static String withChapters(Class<?> beside, String source) {
        return source.lines()
                .map(line -> line.strip().startsWith(CHAPTER)
                        ? withChapters(beside, load(beside, line.strip().substring(CHAPTER.length())))
                        : line)
                .collect(Collectors.joining("\n"));
    }

    private static String load(Class<?> beside, String name) {
        String file = name + ".lua";
        try (InputStream in = beside.getResourceAsStream(file);
                InputStream common = Script.class.getResourceAsStream(file)) {
            InputStream found = in == null ? common : in;
            if (found == null) {
                throw new IllegalStateException(file + " is missing beside " + beside);
            }
            return new String(found.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
