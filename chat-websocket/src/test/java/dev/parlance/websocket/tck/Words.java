package dev.parlance.websocket.tck;

import dev.parlance.model.ErrorCode;
import dev.parlance.tck.transport.Told;
import dev.parlance.transport.ClientCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON that both protocols share, as a client writes and reads it. */
final class Words {
    static final JsonMapper JSON = JsonMapper.shared();

    private Words() {}

    static ObjectNode data(ClientCommand command) {
        ObjectNode data = JSON.createObjectNode();
        if (command.roomId() != null) {
            data.put("roomId", command.roomId().value());
        }
        if (command instanceof ClientCommand.Authenticate login) {
            data.put("userId", login.credentials().userId());
            data.put("username", login.credentials().username());
            data.put("token", login.credentials().token());
        } else if (command instanceof ClientCommand.Send send) {
            data.put("message", send.text());
        } else if (command instanceof ClientCommand.Typing typing) {
            data.put("isTyping", typing.typing());
        } else if (command instanceof ClientCommand.ReadHistory read) {
            data.put("limit", read.query().limit());
        }
        return data;
    }

    static Told.Event event(String name, JsonNode data) {
        String field = name.equals("message") ? "message" : name.equals("error") ? "code" : "username";
        return new Told.Event(name, data.path(field).asString(""));
    }

    /** What is in the answer to a request: its data, or an object with an error in it. */
    static Told.Answer answer(long id, JsonNode answer) {
        JsonNode code = answer.path("error").path("code");
        return new Told.Answer(
                id,
                code.isMissingNode() ? null : ErrorCode.valueOf(code.asString()),
                answer.path("messages").size());
    }
}
