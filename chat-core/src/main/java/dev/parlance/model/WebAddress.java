package dev.parlance.model;

import java.net.URI;

/** The one rule for addresses that others' clients fetch: absolute, bounded, of the web. */
final class WebAddress {
    private WebAddress() {}

    /** Returns {@code address}, or throws with {@code code}. */
    static URI require(String what, URI address, int most, ErrorCode code) {
        if (address.toString().length() > most
                || address.getHost() == null
                || !("https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme()))) {
            throw new ChatException(
                    code, what + " is http or https, absolute, and has at most " + most + " characters");
        }
        return address;
    }
}
