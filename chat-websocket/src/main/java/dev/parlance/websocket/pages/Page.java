package dev.parlance.websocket.pages;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A page of HTML, and the addresses in it. Immutable. */
record Page(String path, String html) {
    private static final Pattern TAG = Pattern.compile("<(script|link|img)\\s[^>]*>");
    private static final Pattern ADDRESS = Pattern.compile("(\\s(?:src|href)=\")([^\"]*)(\")");
    /** Of a link to what the page itself needs; a manifest, say, is read relative to its own address. */
    private static final Pattern PART_OF_THE_PAGE =
            Pattern.compile("\\srel=\"(?:stylesheet|icon|apple-touch-icon|preload|modulepreload)\"");

    private static final Pattern TO_BUNDLE = Pattern.compile("\\sdata-bundle(?=[\\s>])");

    byte[] bytes() {
        return html.getBytes(StandardCharsets.UTF_8);
    }

    /** The page with one script and one stylesheet for all that it wants to have bundled; they are added to {@code made}. */
    Page bundled(Map<String, byte[]> files, Map<String, byte[]> made) {
        List<String> styles = new ArrayList<>();
        Page page = new Page(path, forEachTag(tag -> {
            if (!TO_BUNDLE.matcher(tag).find()) {
                return tag;
            }
            String file = target(tag);
            if (tag.startsWith("<link")) {
                styles.add(file);
                if (styles.size() > 1) {
                    return "";
                }
            } else {
                ModuleBundle.of(file, files).addTo(made, bundleOf(file));
            }
            return withAddress(TO_BUNDLE.matcher(tag).replaceFirst(""), Page::bundleOf);
        }));
        if (!styles.isEmpty()) {
            made.put(bundleOf(styles.get(0)), StyleBundle.of(styles, files));
        }
        return page;
    }

    /** The page with addresses in a folder at the root for those files that are part of it. */
    Page versioned(String folder, Set<String> files) {
        String root = "../".repeat((int) path.chars().filter(c -> c == '/').count() - 1);
        return new Page(path, forEachTag(tag -> {
            if (tag.startsWith("<link") && !PART_OF_THE_PAGE.matcher(tag).find()) {
                return tag;
            }
            return withAddress(tag, address -> {
                String file = resolved(address);
                return file != null && files.contains(file) ? root + folder + file : address;
            });
        }));
    }

    private String forEachTag(UnaryOperator<String> change) {
        return TAG.matcher(html).replaceAll(tag -> Matcher.quoteReplacement(change.apply(tag.group())));
    }

    private static String withAddress(String tag, UnaryOperator<String> change) {
        return ADDRESS.matcher(tag)
                .replaceAll(
                        part -> Matcher.quoteReplacement(part.group(1) + change.apply(part.group(2)) + part.group(3)));
    }

    private String target(String tag) {
        Matcher address = ADDRESS.matcher(tag);
        String file = address.find() ? resolved(address.group(2)) : null;
        if (file == null) {
            throw new IllegalArgumentException(path + " wants to have bundled what is no file: " + tag);
        }
        return file;
    }

    /** The path of a file here, or null for an address that is more than that. */
    private @Nullable String resolved(String address) {
        try {
            URI target = new URI(path).resolve(new URI(address));
            return target.toString().equals(target.getRawPath()) ? target.getPath() : null;
        } catch (URISyntaxException e) {
            return null; // for the browser to judge
        }
    }

    /** {@code app.js} becomes {@code app.bundle.js}. */
    private static String bundleOf(String file) {
        int dot = file.lastIndexOf('.');
        return file.substring(0, dot) + ".bundle" + file.substring(dot);
    }
}
