package dev.parlance.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Readiness;
import dev.parlance.model.Readiness.Check;
import dev.parlance.model.Signal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A node is ready if what it lives by works at this moment. */
class ReadinessTest {
    private final EngineFixture fixture = new EngineFixture();
    private int kept;

    @Test
    void aNodeThatKeepsAndHearsIsReady() {
        Readiness readiness = answer(fixture.engine);

        assertThat(readiness.isReady()).isTrue();
        assertThat(readiness.checks()).extracting(Check::name).containsExactly("store", "bus");
    }

    @Test
    void aNodeThatHearsNothingIsNotReadyAndSaysSoInTime() {
        ChatEngine engine = node(new Watched() {
            @Override
            public CompletionStage<Void> signal(Topic topic, Signal signal) {
                return CompletableFuture.completedStage(null); // on its way to nobody
            }
        });

        CompletableFuture<Readiness> asked = engine.readiness().toCompletableFuture();
        assertThat(asked).isNotDone();
        fixture.time.advance(Duration.ofSeconds(3));

        assertThat(asked.join().isReady()).isFalse();
        assertThat(asked.join().checks())
                .satisfiesExactly(store -> assertThat(store.failure()).isEmpty(), bus -> {
                    assertThat(bus.took()).isEqualTo(Duration.ofSeconds(3));
                    assertThat(bus.failure().orElseThrow().code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
                });
    }

    @Test
    void aNodeWhoseStoreForgetsIsNotReady() {
        ChatEngine engine = node(new Watched() {
            @Override
            public CompletionStage<Optional<String>> get(String key) {
                return CompletableFuture.completedStage(Optional.empty());
            }
        });

        assertThat(answer(engine).checks().get(0).failure()).isPresent();
        assertThat(answer(engine).checks().get(1).failure()).isEmpty();
    }

    @Test
    void aBrokerThatThrowsIsAnAnswerToo() {
        ChatEngine engine = node(new Watched() {
            @Override
            public CompletionStage<Void> subscribe(Topic topic) {
                if (topic.equals(new Topic.Cluster("sessions"))) {
                    return super.subscribe(topic);
                }
                throw new IllegalStateException("a fault of the broker");
            }
        });

        assertThat(answer(engine).checks().get(1).failure().orElseThrow().getMessage())
                .isEqualTo("the broker does not work");
    }

    @Test
    void howeverManyAskTheStoreIsAskedOnceASecond() {
        ChatEngine engine = node(new Watched());
        for (int i = 0; i < 100; i++) {
            answer(engine);
        }
        assertThat(kept).isEqualTo(1);

        fixture.time.advance(Duration.ofSeconds(1));
        answer(engine);
        assertThat(kept).isEqualTo(2);
    }

    @Test
    void eachNodeHearsItselfAlone() {
        ChatEngine other = fixture.node(builder -> builder);

        assertThat(answer(other).isReady()).isTrue();
        assertThat(answer(fixture.engine).isReady()).isTrue();
    }

    @Test
    void beforeTheStartAndAfterTheStopNothingWorks() {
        ChatEngine engine = ChatEngine.builder().build();
        assertThat(answer(engine).isReady()).isFalse();
        engine.close();

        fixture.engine.close();
        assertThat(answer(fixture.engine).checks())
                .allMatch(check -> check.failure().isPresent());
    }

    @Test
    void nothingIsLeftOnTheTimer() {
        answer(fixture.engine);

        assertThat(fixture.time.scheduled()).isZero();
    }

    private ChatEngine node(Watched broker) {
        return fixture.node(broker, builder -> builder);
    }

    private static Readiness answer(ChatEngine engine) {
        return engine.readiness().toCompletableFuture().join();
    }

    private class Watched extends ForwardingBroker {
        Watched() {
            super(InMemoryBroker.builder().hub(fixture.hub).build());
        }

        @Override
        public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
            kept++;
            return super.put(key, value, timeToLive);
        }
    }
}
