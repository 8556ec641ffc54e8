package dev.parlance.policy;

import dev.parlance.model.ChatException;
import dev.parlance.model.MessageDraft;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a text may lead: to some hosts and what is below them, or nowhere. */
final class LinkRule implements TextRule {
    /** What programs make a link of: a scheme with its slashes, or a host that begins with www. (possessive throughout: linear time) */
    private static final Pattern LINK = Pattern.compile(
            "(?i)(?<![\\p{L}\\p{N}])(?:[a-z][a-z0-9+.-]{0,31}+:/{1,2}+|www\\.)([^\\s/?#<>\"]{1,2048}+)");

    private final Set<String> hosts;

    LinkRule(Set<String> hosts) {
        this.hosts = hosts;
    }

    @Override
    public String apply(MessageDraft draft, String text) {
        Matcher links = LINK.matcher(text);
        while (links.find()) {
            if (!isAllowed(hostOf(links))) {
                throw ChatException.refused(
                        TextRules.LINK,
                        hosts.isEmpty()
                                ? "links are not allowed here"
                                : "links to other places than " + String.join(", ", hosts) + " are not allowed here");
            }
        }
        return text;
    }

    private static String hostOf(Matcher link) {
        String authority = link.group(1);
        String host = authority.substring(
                authority.lastIndexOf('@') + 1); // what stands before it is no host, however it looks
        int port = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
        String bare = port > 0 ? host.substring(0, port) : host;
        String found = link.group().toLowerCase(Locale.ROOT).startsWith("www.") ? "www." + bare : bare;
        return found.toLowerCase(Locale.ROOT);
    }

    private boolean isAllowed(String host) {
        if (host.indexOf('\\') >= 0) {
            return false; // for browsers the host ends here, for others it does not
        }
        for (String allowed : hosts) {
            if (host.equals(allowed) || host.endsWith("." + allowed)) {
                return true;
            }
        }
        return false;
    }
}
