package dev.parlance.websocket.pages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One JavaScript module as a function that returns its exports. Imports and exports stand at the beginning of a line, in forms that need no parser;
 * whatever else begins like them is refused. Lines keep their places. Comments that have lines to themselves are left out, a quarter of what would be sent: so no text over
 * several lines may have a line that begins like one. Lines begin without blanks, but for modules in which a text may go on over several.
 */
final class Module {
    private static final String NAMES = "\\{([^{}]*)\\}";
    /** {@code import './a.js'}, {@code import { b, c as d } from './a.js'}, {@code export { e } from './a.js'}. */
    private static final Pattern FROM = Pattern.compile(
            "^(?:import\\s*(?:" + NAMES + "\\s*from\\s*)?|export\\s*" + NAMES + "\\s*from\\s*)['\"]([^'\"]+)['\"];?",
            Pattern.MULTILINE);

    private static final Pattern EXPORTED = Pattern.compile("^export\\s*" + NAMES + ";?", Pattern.MULTILINE);
    private static final Pattern DECLARED = Pattern.compile(
            "^export\\s+(?=(?:(?:async\\s+)?function\\b\\s*\\*?|class\\b|const\\b)\\s*([\\w$]+))", Pattern.MULTILINE);
    private static final Pattern BEYOND_US = Pattern.compile(
            "^(?:import|export|await)\\b.*|^(?:const|let|var)\\b.*=\\s*await\\b.*|^(?!\\s*(?:\\*|//)).*\\bimport\\s*[.(].*",
            Pattern.MULTILINE);

    /** {@code /** ... *}{@code /} and {@code // ...}, with nothing else on their lines. */
    private static final Pattern COMMENT =
            Pattern.compile("^[ \\t]*(?:/\\*\\*(?s:.*?)\\*/|//.*)[ \\t]*$", Pattern.MULTILINE);

    private static final Pattern INDENT = Pattern.compile("^[ \\t]+", Pattern.MULTILINE);

    private final UnaryOperator<String> variableOf;
    private final StringBuilder imports = new StringBuilder();
    private final List<String> exports = new ArrayList<>();
    private final String body;

    /**
     * Takes a module apart.
     *
     * @param path for complaints
     * @param source the module
     * @param variableOf the variable that holds the exports of a module imported from an address
     */
    Module(String path, String source, UnaryOperator<String> variableOf) {
        this.variableOf = variableOf;
        String rest = without(FROM, source, this::connect);
        rest = without(EXPORTED, rest, found -> exports.addAll(renamed(found.group(1), "$2: $1")));
        rest = without(DECLARED, rest, found -> exports.add(found.group(1)));
        Matcher beyond = BEYOND_US.matcher(rest);
        if (beyond.find()) {
            throw new IllegalArgumentException(
                    path + " cannot be bundled: " + beyond.group().trim());
        }
        String code = without(COMMENT, rest, comment -> {}).stripTrailing();
        body = code.lines().anyMatch(Module::mayBeginText)
                ? code
                : INDENT.matcher(code).replaceAll("");
    }

    /** Whether a text between backquotes begins or ends on a line, and so has lines between. */
    private static boolean mayBeginText(String line) {
        return line.chars().filter(c -> c == '`').count() % 2 == 1;
    }

    /** The function's first line: what is imported. */
    String head() {
        return "(() => {" + imports;
    }

    /** The lines of the module, in their places. */
    String body() {
        return body;
    }

    /** The function's last line: what is exported. */
    String foot() {
        return "return { " + String.join(", ", exports) + " }; })()";
    }

    private void connect(MatchResult found) {
        String variable = variableOf.apply(found.group(3));
        if (found.group(1) != null) {
            String names = String.join(", ", renamed(found.group(1), "$1: $2"));
            imports.append(" const { ")
                    .append(names)
                    .append(" } = ")
                    .append(variable)
                    .append(';');
        }
        if (found.group(2) != null) {
            exports.addAll(renamed(found.group(2), "$2: " + Matcher.quoteReplacement(variable) + ".$1"));
        }
    }

    /** Each of {@code a, b as c} in another notation, {@code $1} for the first name and {@code $2} for the last. */
    private static List<String> renamed(String names, String notation) {
        return Arrays.stream(names.split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .map(name -> name.replaceFirst("^(\\S+)$", "$1 as $1"))
                .map(name -> name.replaceFirst("^(\\S+)\\s+as\\s+(\\S+)$", notation))
                .toList();
    }

    /** Hands out what is found, and leaves the lines that it stood in. */
    private static String without(Pattern pattern, String text, Consumer<MatchResult> found) {
        return pattern.matcher(text).replaceAll(match -> {
            found.accept(match);
            return "\n"
                    .repeat((int) match.group().chars().filter(c -> c == '\n').count());
        });
    }
}
