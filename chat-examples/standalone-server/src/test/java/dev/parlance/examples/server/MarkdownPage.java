package dev.parlance.examples.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a page that a test can hold true: fenced blocks, tables, words in backticks. */
final class MarkdownPage {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final List<String> lines;

    /** A fenced block; {@code line} is that of its fence, from 1. */
    record Block(int line, String language, List<String> lines) {
        String text() {
            return String.join("\n", lines);
        }
    }

    private MarkdownPage(List<String> lines) {
        this.lines = lines;
    }

    static MarkdownPage read(String path) {
        return new MarkdownPage(Repository.text(path).lines().toList());
    }

    List<Block> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                int end = i + 1;
                while (!lines.get(end).equals("```")) {
                    end++;
                }
                blocks.add(new Block(i + 1, lines.get(i).substring(3), lines.subList(i + 1, end)));
                i = end;
            }
        }
        return blocks;
    }

    /** The rows, without the two of the head, of the table whose first column has this heading. */
    List<List<String>> table(String firstHeading) {
        int head = 0;
        while (!lines.get(head).startsWith("| " + firstHeading + " |")) {
            head++;
        }
        return lines.subList(head + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    /** What stands in backticks outside of fenced blocks. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        boolean fenced = false;
        for (String line : lines) {
            if (line.startsWith("```")) {
                fenced = !fenced;
            } else if (!fenced) {
                Matcher word = CODE.matcher(line);
                while (word.find()) {
                    words.add(word.group(1));
                }
            }
        }
        return words;
    }
}
