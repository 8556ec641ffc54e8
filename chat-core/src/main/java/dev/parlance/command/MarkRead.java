package dev.parlance.command;

import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import java.util.concurrent.CompletionStage;

/** {@code mark_read}: the user has read a room up to a position. Its answer comes once that is written, within a second; what the session asks for next does not wait. */
final class MarkRead extends MarkingCommand<ClientCommand.MarkRead> {
    MarkRead(Gate gate, Session session, ClientCommand.MarkRead command, long requestId) {
        super(gate, session, command, command.roomId(), requestId);
    }

    @Override
    CompletionStage<Void> run() {
        ClientCommand.MarkRead asked = command();
        gate.marks
                .read(session.user().id(), asked.roomId(), asked.upTo(), asked.version(), sessionId())
                .whenCompleteAsync(
                        (count, error) -> {
                            if (error == null) {
                                answer(count);
                            } else {
                                fail(error);
                            }
                        },
                        session.onLane());
        return DONE;
    }
}
