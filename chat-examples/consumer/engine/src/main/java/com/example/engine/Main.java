package com.example.engine;

import dev.parlance.ChatEngine;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The engine alone: what is published can be read. */
final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        try (ChatEngine engine = ChatEngine.builder().build()) {
            await(engine.start());
            MessageId id = await(engine.room(new RoomId("lobby")).publish("Welcome")).messageId();
            System.out.println(await(engine.room(new RoomId("lobby")).message(id)).orElseThrow().text());
        }
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
