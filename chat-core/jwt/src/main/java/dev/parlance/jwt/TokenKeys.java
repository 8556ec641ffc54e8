package dev.parlance.jwt;

import com.nimbusds.jose.JWSHeader;
import java.security.Key;
import java.util.List;

/** Where the keys are that a token may be signed with. Safe for use by many threads. */
interface TokenKeys {
    /**
     * Finds the keys that a token says, or may be meant to say, that it is signed with.
     *
     * @param header the token's, not believed
     * @param algorithm the one that the header names
     * @return those that the algorithm takes, possibly none
     * @throws dev.parlance.model.ChatException if that cannot be known just now
     */
    List<Key> find(JWSHeader header, Algorithm algorithm);
}
