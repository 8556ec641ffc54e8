package dev.parlance.websocket.pages;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/** Which line of a bundle is which line of which file (ECMA-426, source map format 3). Lines are whole: columns are not told. */
final class SourceMap {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int DIGIT_BITS = 5;
    private static final int MORE = 1 << DIGIT_BITS;

    private final List<String> sources = new ArrayList<>();
    private final StringBuilder mappings = new StringBuilder();
    private boolean inSource;
    private int line;
    private int lastLine;

    /** What follows are the lines of a file, from its first. */
    void beginSource(String path) {
        sources.add(path);
        inSource = true;
        line = 0;
    }

    /** What follows is of no file. */
    void endSource() {
        inSource = false;
    }

    void lines(int count) {
        for (int i = 0; i < count; i++) {
            if (inSource) {
                // column here, step to the file, step to the line, column there: steps from the segment before
                int fileStep = line == 0 && sources.size() > 1 ? 1 : 0;
                mappings.append('A')
                        .append(vlq(fileStep))
                        .append(vlq(line - lastLine))
                        .append('A');
                lastLine = line++;
            }
            mappings.append(';');
        }
    }

    /** The map of a bundle at a path, to be served from the same folder. */
    String json(String path) {
        String root = "../".repeat((int) path.chars().filter(c -> c == '/').count() - 1);
        List<String> names = sources.stream()
                .map(source -> '"' + root + encoded(source).substring(1) + '"')
                .toList();
        return "{\"version\":3,\"sources\":[" + String.join(",", names) + "],\"names\":[],\"mappings\":\"" + mappings
                + "\"}";
    }

    /** Base 64 VLQ: five bits a digit, least first, the sign in the lowest bit of all. */
    private static String vlq(int value) {
        StringBuilder digits = new StringBuilder();
        int rest = value < 0 ? (-value << 1) | 1 : value << 1;
        do {
            int digit = rest & (MORE - 1);
            rest >>>= DIGIT_BITS;
            digits.append(DIGITS.charAt(rest > 0 ? digit | MORE : digit));
        } while (rest > 0);
        return digits.toString();
    }

    private static String encoded(String path) {
        try {
            return new URI(null, null, path, null).getRawPath();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no file can be at " + path, e);
        }
    }
}
