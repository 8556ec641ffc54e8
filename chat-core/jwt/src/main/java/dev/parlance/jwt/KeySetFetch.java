package dev.parlance.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import dev.parlance.complaint.Complaints;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Gets a key set over HTTP, each time anew. Whatever goes wrong there, an answer that is no key set too, is an outage, which those before this one outlive with what they have. An answer has a
 * deadline for all of it and a size, and is no redirection: where keys come from is the host's choice. Safe for use by many threads, which it blocks.
 */
final class KeySetFetch implements JWKSetSource<SecurityContext> {
    static final int MOST_BYTES = 256 * 1024;
    static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final int OK = 200;
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(KeySetFetch.class.getName()));

    private final URI address;
    private final Duration deadline;
    private final HttpClient client;

    KeySetFetch(URI address, Duration deadline) {
        this.address = address;
        this.deadline = deadline;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(deadline)
                .build();
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long currentTime, @Nullable SecurityContext context)
            throws JWKSetUnavailableException {
        try {
            return fetch();
        } catch (JWKSetUnavailableException e) {
            COMPLAINTS.warn("the keys of tokens could not be fetched", address + ": " + e.getMessage());
            throw e;
        }
    }

    private JWKSet fetch() throws JWKSetUnavailableException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        HttpResponse<byte[]> response = await(client.sendAsync(request, head -> new BoundedBody(MOST_BYTES)));
        if (response.statusCode() != OK) {
            throw new JWKSetUnavailableException("status " + response.statusCode());
        }
        try {
            return JWKSet.parse(new String(response.body(), UTF_8));
        } catch (ParseException e) {
            throw new JWKSetUnavailableException("no key set: " + e.getMessage(), e);
        }
    }

    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer)
            throws JWKSetUnavailableException {
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new JWKSetUnavailableException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new JWKSetUnavailableException("no answer within " + deadline.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new JWKSetUnavailableException("interrupted", e);
        }
    }

    @Override
    public void close() {
        // nothing is open between two fetches
    }
}
