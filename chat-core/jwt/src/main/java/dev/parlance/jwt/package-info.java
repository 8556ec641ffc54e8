/** Logins with JSON Web Tokens: {@link dev.parlance.jwt.JwtAuthenticator}. */
@NullMarked
package dev.parlance.jwt;

import org.jspecify.annotations.NullMarked;
