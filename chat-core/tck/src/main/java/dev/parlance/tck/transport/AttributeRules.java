package dev.parlance.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Credentials;
import dev.parlance.model.User;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of {@code ChatEngine.open}: what the transport knows reaches the authenticator. */
abstract class AttributeRules extends TransportRules {
    AttributeRules(TransportStarter starter, Supplier<Duration> patience) {
        super(starter, patience);
    }

    @Test
    void required_open_theAuthenticatorLearnsWhatTheClientSaidAndWhereItComesFrom() throws IOException {
        List<Credentials> given = new CopyOnWriteArrayList<>();
        Service service = serve(
                limits -> limits,
                settings -> settings.authenticator(credentials -> {
                    given.add(credentials);
                    return CompletableFuture.<@Nullable User>completedFuture(User.of("ada", "Ada"));
                }));
        service.stranger().succeeds(Participant.credentials("ada", "secret"));
        assertThat(given).hasSize(1);
        assertThat(given.get(0).userId()).isEqualTo("ada");
        assertThat(given.get(0).token()).isEqualTo("secret");
        String address = given.get(0).attributes().get("remoteAddress");
        assertThat(address).isNotNull();
        assertThat(InetAddress.getByName(address).isLoopbackAddress())
                .as("loopback: %s", address)
                .isTrue();
    }
}
