package dev.parlance.websocket.admin;

import dev.parlance.websocket.http.RequestHead;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.security.auth.x500.X500Principal;

/** Who has shown a certificate that the operators' authorities vouch for, as TLS has seen to before anything was asked. Immutable. */
public final class CertificateLogin implements AdminLogin {
    private static final int MAX_NAME = 200;

    private final Set<X500Principal> subjects;

    /**
     * Takes certificates.
     *
     * @param subjects of whom; of all for whom the authorities vouch if there are none
     */
    public CertificateLogin(Set<X500Principal> subjects) {
        this.subjects = Set.copyOf(subjects);
    }

    @Override
    public boolean isTried(RequestHead request) {
        return request.clientCertificate() != null;
    }

    @Override
    public CompletionStage<Optional<String>> caller(RequestHead request) {
        X509Certificate shown = request.clientCertificate();
        return CompletableFuture.completedFuture(
                shown == null ? Optional.empty() : nameOf(shown.getSubjectX500Principal()));
    }

    private Optional<String> nameOf(X500Principal subject) {
        if (!subjects.isEmpty() && !subjects.contains(subject)) {
            return Optional.empty();
        }
        String name = subject.getName().replaceAll("[^ -~]", "?"); // it goes to the log
        return Optional.of(name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME));
    }
}
