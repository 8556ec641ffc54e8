package dev.parlance.jwt;

import com.nimbusds.jose.JWSHeader;
import java.security.Key;
import java.util.List;

/** Keys that the host has given. They have no names, so what a token calls its key is not asked. Immutable. */
final class FixedKeys implements TokenKeys {
    private final List<Key> keys;

    FixedKeys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    @Override
    public List<Key> find(JWSHeader header, Algorithm algorithm) {
        return keys.stream().filter(algorithm::takes).toList();
    }
}
