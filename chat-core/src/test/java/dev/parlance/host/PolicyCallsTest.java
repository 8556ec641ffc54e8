package dev.parlance.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import dev.parlance.ManualTime;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.User;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.Authorizer;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.MessageInterceptor;
import dev.parlance.policy.Policy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever asks the host gets an answer, or why there is none: nothing is thrown at who asks, and no deadline stays behind. */
class PolicyCallsTest {
    private static final Policy AT_ONCE = Authorizer.allowingAll();
    private static final MessageInterceptor BLOCKING = CompletableFuture::completedFuture;
    private static final Authenticator AUTHENTICATOR = credentials -> new CompletableFuture<>();

    private final ManualTime time = new ManualTime();

    private PolicyCalls on(Executor executor) {
        ChatLimits limits = ChatLimits.builder().authentications(1, 1).build();
        return new PolicyCalls(new EngineTimer(time), executor, executor, limits);
    }

    private static ErrorCode failure(CompletableFuture<?> answer) {
        assertThat(answer).isCompletedExceptionally();
        try {
            answer.join();
            throw new AssertionError("it has an answer");
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(ChatException.class);
            return ((ChatException) e.getCause()).code();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.parlance.StrangersFaultsTest#faults")
    void aQuestionThatFailsFailsTheAnswerAlone(Supplier<CompletionStage<User>> fault) {
        PolicyCalls calls = on(Runnable::run);
        assertThat(failure(calls.ask(AT_ONCE, fault))).isEqualTo(ErrorCode.INTERNAL_ERROR);
        assertThat(failure(calls.ask(BLOCKING, fault))).isEqualTo(ErrorCode.INTERNAL_ERROR);
        assertThat(failure(calls.login(AUTHENTICATOR, fault))).isEqualTo(ErrorCode.INTERNAL_ERROR);
        assertThat(time.scheduled()).isZero();
    }

    static Stream<Arguments> executors() {
        return Stream.of(
                arguments(new RejectedExecutionException("full"), ErrorCode.OVERLOADED),
                arguments(new AssertionError("expected by this test"), ErrorCode.INTERNAL_ERROR));
    }

    @ParameterizedTest
    @MethodSource("executors")
    void anExecutorThatRefusesOrFailsFailsTheAnswer(Throwable fault, ErrorCode code) {
        Executor broken = mock(Executor.class);
        doThrow(fault).when(broken).execute(any());
        PolicyCalls calls = on(broken);
        assertThat(failure(calls.ask(BLOCKING, CompletableFuture::new))).isEqualTo(code);
        assertThat(failure(calls.login(AUTHENTICATOR, CompletableFuture::new))).isEqualTo(code);
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void aLoginBeyondThoseThatMayWaitIsOverload() {
        PolicyCalls calls = on(Runnable::run);
        CompletableFuture<User> first = calls.login(AUTHENTICATOR, CompletableFuture::new);
        CompletableFuture<User> second = calls.login(AUTHENTICATOR, CompletableFuture::new);
        assertThat(failure(calls.login(AUTHENTICATOR, CompletableFuture::new))).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
        assertThat(time.scheduled()).isEqualTo(2);
    }
}
