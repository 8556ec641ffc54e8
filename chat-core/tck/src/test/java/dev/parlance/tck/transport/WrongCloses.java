package dev.parlance.tck.transport;

import dev.parlance.ChatEngine;
import dev.parlance.transport.CloseReason;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** T7: a client is not told that the connection is closed, or told to do the wrong thing then. */
enum WrongCloses implements WrongTransport {
    IS_SILENT_ABOUT_A_STOP(
            "required_t7_whenTheServerStopsOneMayComeBack", reason -> reason == CloseReason.SHUTDOWN ? null : reason),
    LETS_THE_SENT_AWAY_COME_BACK(
            "required_t7_whomTheHostSendsAwayStaysAwayAndHearsBeforeWhatWasSentBefore",
            reason -> CloseReason.SERVER_FAULT),
    FORGETS_WHAT_CAME_BEFORE_A_CLOSE("required_t7_whomTheHostSendsAwayStaysAwayAndHearsBeforeWhatWasSentBefore") {
        @Override
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return withConnections(engine, bounds, transport -> new MemoryConnection(transport) {
                @Override
                public void close(CloseReason reason) {
                    line.clear();
                    super.close(reason);
                }
            });
        }
    },
    KEEPS_STRANGERS(
            "required_t7_whoDoesNotSayInTimeWhoItIsStaysAway",
            reason -> reason == CloseReason.NOT_AUTHENTICATED ? null : reason),
    LETS_THE_REFUSED_TRY_AGAIN(
            "required_t7_whoseCredentialsAreRefusedTooOftenStaysAwayAndIsToldSoBefore",
            reason -> reason == CloseReason.LOGIN_REFUSED ? CloseReason.OVERLOADED : reason),
    SENDS_AWAY_WHO_CAME_AT_A_BAD_TIME(
            "required_t7_whenTheServerHasTooMuchToDoOneMayComeBack",
            reason -> reason == CloseReason.OVERLOADED ? CloseReason.CLOSED_BY_HOST : reason),
    BLAMES_THE_CLIENT_FOR_A_FAULT(
            "required_t7_whenTheServerFailsOneMayComeBackAndTheOthersStay", reason -> CloseReason.CLOSED_BY_HOST);

    private final String test;
    /** What is told for a reason to close; null for silence. */
    private final Function<CloseReason, @Nullable CloseReason> told;

    WrongCloses(String test) {
        this(test, reason -> reason);
    }

    WrongCloses(String test, Function<CloseReason, @Nullable CloseReason> told) {
        this.test = test;
        this.told = told;
    }

    @Override
    public String test() {
        return test;
    }

    @Override
    public @Nullable CloseReason said(CloseReason reason) {
        return told.apply(reason);
    }
}
