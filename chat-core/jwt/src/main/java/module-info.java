/** Logins with JSON Web Tokens. */
module dev.parlance.jwt {
    exports dev.parlance.jwt;

    requires transitive dev.parlance;
    requires com.nimbusds.jose.jwt;
    requires java.net.http;
    requires static org.jspecify;
}
