package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.parlance.ChatEngine;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FramePriority;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import dev.parlance.websocket.engineio.Timers;
import dev.parlance.websocket.http.RequestHead;
import dev.parlance.websocket.socketio.protocol.ServerSocket;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class SocketIoEncoderTest {
    private static final RoomId TEA = new RoomId("tea");

    private final SocketIoEncoder encoder = new SocketIoEncoder();

    @Test
    void anEventIsAPacketOfEngineIoAndSocketIoInATextFrame() {
        EncodedFrame frame = encoder.event(new ServerEvent.UserTyping(TEA, User.of("ada", "Ada"), true));
        String text =
                "42[\"user_typing\",{\"roomId\":\"tea\",\"userId\":\"ada\",\"username\":\"Ada\",\"isTyping\":true}]";
        assertThat(frame.text()).isEqualTo(text);
        assertThat(frame.buffer().get(0)).isEqualTo((byte) 0x81);
        assertThat(frame.size()).isEqualTo(2 + text.length());
        assertThat(frame.priority()).isEqualTo(FramePriority.TYPING);
    }

    @Test
    void anAnswerIsAnAcknowledgementWithOneArgument() {
        assertThat(encoder.reply(7, new ServerReply.Done(TEA)).text()).isEqualTo("437[{\"roomId\":\"tea\"}]");
        ChatException error = new ChatException(ErrorCode.FORBIDDEN, "no");
        assertThat(encoder.reply(0, new ServerReply.Failed(error)).text())
                .isEqualTo("430[{\"error\":{\"code\":\"FORBIDDEN\",\"message\":\"no\",\"retryable\":false}}]");
    }

    @Test
    void allClientsShareOneEncoderSoThatAnEventIsEncodedOnce() {
        try (ChatEngine engine = ChatEngine.builder().build();
                Timers timers = Timers.start()) {
            SocketIoChat chat = new SocketIoChat(engine, false, timers);
            assertThat(connection(chat).encoder()).isSameAs(connection(chat).encoder());
        }
    }

    private static ChatConnection connection(SocketIoChat chat) {
        ServerSocket socket = mock(ServerSocket.class);
        Executor lane = Runnable::run;
        when(socket.lane()).thenReturn(lane);
        RequestHead request = mock(RequestHead.class);
        when(request.query()).thenReturn("");
        return (ChatConnection) chat.connect(socket, JsonNodeFactory.instance.objectNode(), 0, request);
    }
}
