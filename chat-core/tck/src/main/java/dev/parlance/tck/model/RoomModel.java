package dev.parlance.tck.model;

import dev.parlance.model.RoomId;
import java.util.List;

/** All that the model knows of one room. */
final class RoomModel {
    final String name;
    final RoomId id;
    final LogModel log = new LogModel();
    final ReactionModel reactions = new ReactionModel();
    final List<ClientModel> clients = List.of(new ClientModel(), new ClientModel());
    final PresenceModel presence = new PresenceModel();
    final DirectoryModel directory = new DirectoryModel();
    final HearingModel hearing;

    RoomModel(String name, RoomId id) {
        this.name = name;
        this.id = id;
        this.hearing = new HearingModel(id);
    }

    /** Notices when nobody is in and nobody listens. */
    void settle() {
        if (hearing.isDeserted()) {
            presence.deserted();
        }
    }
}
