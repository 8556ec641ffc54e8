package dev.parlance.websocket.pages;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stylesheets as one, in their order. */
final class StyleBundle {
    /** Says something else in another place, or nothing. */
    private static final Pattern BOUND_TO_ITS_FILE = Pattern.compile("url\\(|@import|@charset|@namespace");

    private StyleBundle() {}

    static byte[] of(List<String> paths, Map<String, byte[]> files) {
        StringBuilder bundle = new StringBuilder();
        for (String path : paths) {
            byte[] file = files.get(path);
            if (file == null) {
                throw new IllegalArgumentException("there is no stylesheet " + path);
            }
            String css = new String(file, StandardCharsets.UTF_8);
            Matcher bound = BOUND_TO_ITS_FILE.matcher(css);
            if (bound.find()) {
                throw new IllegalArgumentException(path + " cannot be bundled: it has " + bound.group());
            }
            bundle.append("/* ").append(path).append(" */\n").append(css).append('\n');
        }
        return bundle.toString().getBytes(StandardCharsets.UTF_8);
    }
}
