package dev.parlance.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.InMemoryHub;
import dev.parlance.model.Resumption;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BrokerModelTckTest {
    @Test
    void aBrokerThatClaimsToHaveForgottenNothingIsCaughtAndTheLeastProgramPrinted() {
        BrokerModelTck model = model(missed -> new Resumption(missed.messages(), true, true, missed.position()));

        assertThatThrownBy(model::required_model_randomProgramsDoWhatTheContractSays)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Ddev.parlance.tck.seed=")
                .hasMessageContaining(".resume(")
                .satisfies(failure -> assertThat(failure.getMessage().lines().filter(line -> line.startsWith("  ")))
                        .as("the steps of the least program")
                        .hasSizeLessThanOrEqualTo(4));
    }

    @Test
    void aBrokerThatDoesNothingWrongIsNotAccused() {
        model(missed -> missed).required_model_randomProgramsDoWhatTheContractSays();
    }

    @Test
    void aFailureThatDoesNotRecurIsReportedWithItsSeedAndWhatWasDone() {
        AtomicInteger answers = new AtomicInteger();
        BrokerModelTck model = model(missed -> answers.incrementAndGet() == 50
                ? new Resumption(
                        missed.messages(), !missed.postsComplete(), missed.changesComplete(), missed.position())
                : missed);

        assertThatThrownBy(model::required_model_randomProgramsDoWhatTheContractSays)
                .isInstanceOf(AssertionError.class)
                .hasCauseInstanceOf(AssertionError.class)
                .hasMessageContaining("did when it was played again")
                .hasMessageContaining("-Ddev.parlance.tck.seed=")
                .hasMessageContaining(".resume(")
                .hasMessageNotContaining("null");
    }

    private static BrokerModelTck model(UnaryOperator<Resumption> fault) {
        return new BrokerModelTck() {
            @Override
            protected BrokerStore openStore() {
                return new FaultyStore(fault);
            }
        };
    }

    /** Time stands still here: what is told apart is the answer of {@code resume}. */
    private static final class FaultyStore implements BrokerStore {
        private final InMemoryHub hub = new InMemoryHub(InstantSource.system(), new SplittableRandom(1));
        private final UnaryOperator<Resumption> fault;

        FaultyStore(UnaryOperator<Resumption> fault) {
            this.fault = fault;
        }

        @Override
        public ChatBroker newNode() {
            ChatBroker broker = InMemoryBroker.builder().hub(hub).build();
            return (ChatBroker) Proxy.newProxyInstance(
                    ChatBroker.class.getClassLoader(),
                    new Class<?>[] {ChatBroker.class},
                    (proxy, method, arguments) -> {
                        try {
                            Object answer = method.invoke(broker, arguments);
                            return method.getName().equals("resume") ? spoil((CompletionStage<?>) answer) : answer;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private CompletionStage<Resumption> spoil(CompletionStage<?> answer) {
            return answer.thenApply(missed -> fault.apply((Resumption) missed));
        }

        @Override
        public void kill(ChatBroker node) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void advance(Duration time) {
            throw new UnsupportedOperationException();
        }
    }
}
