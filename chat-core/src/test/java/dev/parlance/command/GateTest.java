package dev.parlance.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.parlance.ManualTime;
import dev.parlance.host.Audit;
import dev.parlance.host.EngineContext;
import dev.parlance.host.EngineTimer;
import dev.parlance.host.FileContext;
import dev.parlance.host.Placements;
import dev.parlance.host.PolicyCalls;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.policy.Authorizer;
import dev.parlance.policy.ChatLimits;
import dev.parlance.room.Rooms;
import dev.parlance.session.KnownUsers;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.watch.Marks;
import dev.parlance.watch.PresentNames;
import dev.parlance.watch.Watchers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A right to something that somebody said is asked once it is known who said it. */
class GateTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final MessageId MESSAGE = new MessageId("epoch-1");
    private static final User ADA = User.of("ada", "Ada");
    private static final UserId BO = new UserId("bo");

    private final ManualTime time = new ManualTime();
    private final List<String> steps = new ArrayList<>();
    private final CompletableFuture<UserId> author = new CompletableFuture<>();

    /** Edits a message of whoever the store says. */
    private final class Edit extends Command<ClientCommand> {
        private @Nullable UserId read;

        Edit(Gate gate, Session session) {
            super(gate, session, new ClientCommand.Leave(TEA), 1);
        }

        @Override
        long bytesCaused() {
            return 0;
        }

        @Override
        CompletionStage<Void> prepare() {
            steps.add("reads");
            return author.thenAccept(found -> read = found);
        }

        @Override
        boolean changesAnothers() {
            return !ADA.id().equals(read);
        }

        @Override
        Action action() {
            return new Action.Edit(TEA, MESSAGE, read);
        }

        @Override
        CompletionStage<Void> run() {
            steps.add("edits");
            return DONE;
        }
    }

    private CompletableFuture<Void> pass(Authorizer authorizer) {
        EngineTimer timer = new EngineTimer(time);
        ChatLimits limits = ChatLimits.DEFAULT;
        EngineContext context = new EngineContext(
                null,
                null,
                null,
                null,
                authorizer,
                List.of(),
                limits,
                null,
                null,
                time::ticks,
                time,
                timer,
                new PolicyCalls(timer, Runnable::run, Runnable::run, limits),
                Runnable::run,
                null,
                mock(Placements.class),
                mock(Audit.class),
                true,
                FileContext.NONE);
        Session session = mock(Session.class);
        when(session.user()).thenReturn(ADA);
        when(session.onLane()).thenReturn(Runnable::run);
        Gate gate = new Gate(
                context,
                mock(Rooms.class),
                mock(KnownUsers.class),
                mock(Conversation.class),
                mock(Marks.class),
                mock(Watchers.class),
                mock(PresentNames.class),
                "node",
                () -> false);
        return gate.pass(new Edit(gate, session)).toCompletableFuture();
    }

    @Test
    void theObjectIsReadBeforeTheHostIsAskedForTheRight() {
        CompletableFuture<Void> passed = pass((user, action) -> {
            steps.add("asks for " + action);
            return CompletableFuture.completedStage(true);
        });
        assertThat(steps).containsExactly("reads");

        author.complete(BO);

        assertThat(passed).isCompleted();
        assertThat(steps).containsExactly("reads", "asks for " + new Action.Edit(TEA, MESSAGE, BO), "edits");
    }

    @Test
    void anObjectThatIsNotReadInTimeIsNotAskedForAndNothingIsDone() {
        CompletableFuture<Void> passed = pass((user, action) -> {
            steps.add("asks");
            return CompletableFuture.completedStage(true);
        });

        time.advance(Duration.ofSeconds(10));
        author.complete(BO);

        assertThat(refusal(passed)).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(steps).containsExactly("reads");
    }

    @Test
    void whoAllowsAllToEverybodyAllowsNobodyToChangeWhatOthersSaid() {
        author.complete(BO);

        assertThat(refusal(pass(Authorizer.allowingAll()))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(steps).containsExactly("reads");
    }

    @Test
    void whoAllowsAllToEverybodyIsNotAskedForWhatOneSaidOneself() {
        author.complete(ADA.id());

        assertThat(pass(Authorizer.allowingAll())).isCompleted();
        assertThat(steps).containsExactly("reads", "edits");
    }

    private static ErrorCode refusal(CompletableFuture<Void> passed) {
        Throwable cause = passed.handle((done, error) -> error).join();
        while (cause instanceof CompletionException) {
            cause = cause.getCause();
        }
        return ((ChatException) cause).code();
    }
}
