package dev.parlance.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.model.ErrorCode;
import dev.parlance.policy.Authorizer;
import dev.parlance.transport.ClientCommand;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private final TestLane lane = new TestLane();

    @Test
    void everyCommandIsCarriedOutByTheClassOfItsName() {
        assertThat(Set.<Class<?>>copyOf(Commands.known())).containsExactlyInAnyOrder(permitted());
        assertThat(Arrays.stream(permitted()).map(Class::getSimpleName))
                .allSatisfy(name -> assertThat(Class.forName("dev.parlance.command." + name))
                        .isAssignableTo(Command.class));
    }

    @Test
    void whatComesWhileTheNodeEndsMayBeTriedAgainElsewhere() {
        EngineFixture fixture = new EngineFixture();
        TestClient ada =
                new TestClient(fixture.engine, lane, fixture.encoder).as("ada").join("tea");
        ada.news();
        fixture.engine.stop();
        ada.say("tea", "too late");
        assertThat(ada.got).containsExactly("error SHUTTING_DOWN for send_message");
        assertThat(ErrorCode.SHUTTING_DOWN.retryable()).isTrue();
    }

    @Test
    void whatMakesNoSenseNowIsRefusedWithoutAskingTheHost() {
        Authorizer authorizer = mock(Authorizer.class);
        EngineFixture fixture = new EngineFixture(builder -> builder.authorizer(authorizer));
        TestClient ada = new TestClient(fixture.engine, lane, fixture.encoder).as("ada");
        assertThat(ada.say("tea", "hi").news()).containsExactly("error NOT_IN_ROOM for send_message");
        verifyNoInteractions(authorizer);
    }

    private static Class<?>[] permitted() {
        return ClientCommand.class.getPermittedSubclasses();
    }
}
