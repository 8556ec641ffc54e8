package dev.parlance.jwt;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.Optional;
import java.util.Set;

/**
 * What a token has to say, beside whom it is about (RFC 7519, section 4.1). Immutable.
 *
 * @param issuers one of them has issued it; empty for any
 * @param audiences it is for one of them at least; empty for any
 * @param skew how far the issuer's clock may be from ours
 * @param expiryRequired whether it must say when it ends
 */
record ClaimRules(Set<String> issuers, Set<String> audiences, Duration skew, boolean expiryRequired) {

    /**
     * Looks at a token's claims.
     *
     * @return when the login ends, if it does: when the token says; if that is over, but within the skew, then with the skew
     * @throws ChatException {@link ErrorCode#AUTHENTICATION_FAILED}, saying why not
     */
    Optional<Instant> check(JWTClaimsSet claims, Instant now) {
        if (!issuers.isEmpty() && !issuers.contains(String.valueOf(claims.getIssuer()))) {
            throw refusal("this token is from another issuer");
        }
        if (!audiences.isEmpty() && Collections.disjoint(audiences, claims.getAudience())) {
            throw refusal("this token is not for this audience");
        }
        Date from = claims.getNotBeforeTime();
        if (from != null && now.plus(skew).isBefore(from.toInstant())) {
            throw refusal("this token is not good yet");
        }
        Date until = claims.getExpirationTime();
        if (until == null) {
            if (expiryRequired) {
                throw refusal("this token does not say when it expires (exp)");
            }
            return Optional.empty();
        }
        Instant end = now.isBefore(until.toInstant())
                ? until.toInstant()
                : until.toInstant().plus(skew);
        if (!now.isBefore(end)) {
            throw refusal("this token has expired");
        }
        return Optional.of(end);
    }

    /** Says to a client what is wrong with its token. */
    static ChatException refusal(String words) {
        return new ChatException(ErrorCode.AUTHENTICATION_FAILED, words);
    }
}
