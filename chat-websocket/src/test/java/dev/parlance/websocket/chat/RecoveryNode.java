package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.InMemoryHub;
import dev.parlance.broker.MessageChange;
import dev.parlance.broker.Topic;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.ChatLimits;
import dev.parlance.websocket.ChatServer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One node of a service. It can fall silent: its connections stay open, but it hears nothing from the others any more. */
final class RecoveryNode implements AutoCloseable {
    final ChatEngine engine;
    final ChatServer server;
    private final ChatBroker broker;
    private final ConcurrentMap<String, CompletableFuture<Void>> delays = new ConcurrentHashMap<>();
    private final BlockingQueue<String> delayed = new LinkedBlockingQueue<>();
    private volatile boolean silent;

    RecoveryNode(InMemoryHub hub, Authenticator authenticator) throws IOException {
        broker = InMemoryBroker.builder().hub(hub).build();
        engine = ChatEngine.builder()
                .broker((ChatBroker) Proxy.newProxyInstance(
                        ChatBroker.class.getClassLoader(),
                        new Class<?>[] {ChatBroker.class},
                        (proxy, method, args) -> call(method, args)))
                .authenticator(authenticator)
                .limits(ChatLimits.builder().unlimitedRates().build())
                .build();
        server = ChatServer.builder(engine).host("127.0.0.1").port(0).build().start();
    }

    private Object call(Method method, Object[] args) throws Throwable {
        if (method.getName().equals("start")) {
            return broker.start(new Ear((BrokerListener) args[0]));
        }
        CompletableFuture<Void> until = delays.get(method.getName());
        if (until == null) {
            return invoke(method, args);
        }
        delayed.add(method.getName());
        return until.thenCompose(now -> stage(method, args));
    }

    private Object invoke(Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(broker, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private CompletionStage<Object> stage(Method method, Object[] args) {
        try {
            return ((CompletionStage<?>) invoke(method, args)).thenApply(value -> value);
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** From now on an operation of the broker waits until then. */
    void delay(String operation, CompletableFuture<Void> until) {
        delays.put(operation, until);
    }

    void awaitDelayed(String operation) throws InterruptedException {
        assertThat(delayed.poll(60, TimeUnit.SECONDS)).isEqualTo(operation);
    }

    void delayNothing() {
        delays.clear();
    }

    void edit(Receipt posted, String text) {
        Message before =
                broker
                        .history(posted.roomId(), HistoryQuery.newest(100))
                        .toCompletableFuture()
                        .join()
                        .messages()
                        .stream()
                        .filter(message -> message.id().equals(posted.messageId()))
                        .findFirst()
                        .orElseThrow();
        Message after = before.toBuilder().edited(text, before.timestamp()).build();
        broker.change(new MessageChange(after)).toCompletableFuture().join();
    }

    void fallSilent() {
        silent = true;
    }

    RecoveringClient connect(String more) throws IOException {
        return RecoveringClient.open(server.address().getPort()).connect(more);
    }

    @Override
    public void close() {
        server.stop();
        engine.close();
    }

    private final class Ear implements BrokerListener {
        private final BrokerListener listener;

        Ear(BrokerListener listener) {
            this.listener = listener;
        }

        @Override
        public void onEvent(RoomEvent event) {
            if (!silent) {
                listener.onEvent(event);
            }
        }

        @Override
        public void onSignal(Topic topic, Signal signal) {
            if (!silent) {
                listener.onSignal(topic, signal);
            }
        }

        @Override
        public void onSignalsLost(Topic topic) {
            listener.onSignalsLost(topic);
        }

        @Override
        public void onGap(RoomId roomId) {
            if (!silent) {
                listener.onGap(roomId);
            }
        }
    }
}
