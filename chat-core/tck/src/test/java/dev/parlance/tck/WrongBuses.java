package dev.parlance.tck;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** B2, B3, B8 and signals: what is told is not heard as it was, by whom it should be. */
enum WrongBuses implements WrongBroker {
    LOSES_EVERY_FIFTIETH_EVENT("required_b2_aBurstIsHeardWithoutAHole", "b1|b2|b3|b5|b6|b8|c7") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            AtomicInteger heard = new AtomicInteger();
            return WrongBroker.hearing(sound, listener -> new DistortedListener(listener) {
                @Override
                public void onEvent(RoomEvent event) {
                    if (!(event instanceof RoomEvent.Posted) || heard.incrementAndGet() % 50 > 0) {
                        super.onEvent(event);
                    }
                }
            });
        }
    },
    TELLS_ITS_OWN_POSTS_TWICE("required_b3_thePublishersNodeHearsItsOwnMessageOnce") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return WrongBroker.hearing(sound, listener -> new DistortedListener(listener) {
                @Override
                public void onEvent(RoomEvent event) {
                    super.onEvent(event);
                    if (event instanceof RoomEvent.Posted) {
                        super.onEvent(event);
                    }
                }
            });
        }
    },
    HEARS_SIGNALS_AFTER_UNSUBSCRIBING("required_b8_noSignalIsHeardAfterUnsubscribeHasCompleted", "b8|b1") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            Set<Topic> deaf = ConcurrentHashMap.newKeySet();
            ChatBroker silent = WrongBroker.hearing(sound, listener -> new DistortedListener(listener) {
                @Override
                public void onEvent(RoomEvent event) {
                    if (!deaf.contains(new Topic.Room(event.roomId()))) {
                        super.onEvent(event);
                    }
                }

                @Override
                public void onGap(RoomId roomId) {
                    if (!deaf.contains(new Topic.Room(roomId))) {
                        super.onGap(roomId);
                    }
                }
            });
            return new ForwardingBroker(silent) {
                @Override
                public CompletionStage<Void> unsubscribe(Topic topic) {
                    return super.subscribe(topic).thenRun(() -> deaf.add(topic));
                }

                @Override
                public CompletionStage<Void> subscribe(Topic topic) {
                    deaf.remove(topic);
                    return super.subscribe(topic);
                }
            };
        }
    },
    ORDERS_DIFFERENTLY_ON_EVERY_SECOND_NODE("required_b2_subscribersOnTwoNodesSeeOneOrder") {
        private final AtomicInteger nodes = new AtomicInteger();

        @Override
        public ChatBroker node(ChatBroker sound) {
            if (nodes.incrementAndGet() % 2 > 0) {
                return sound;
            }
            return WrongBroker.hearing(sound, listener -> new DistortedListener(listener) {
                private final Map<RoomId, RoomEvent> held = new ConcurrentHashMap<>();

                @Override
                public void onEvent(RoomEvent event) {
                    RoomEvent before = held.remove(event.roomId());
                    if (before == null && event instanceof RoomEvent.Posted) {
                        held.put(event.roomId(), event);
                        return;
                    }
                    super.onEvent(event);
                    if (before != null) {
                        super.onEvent(before);
                    }
                }
            });
        }
    },
    SUBSCRIBES_A_LITTLE_LATER_THAN_IT_SAYS(
            "required_b3_whateverComesAfterTheSubscriptionIsCompleteIsHeardFromAnyNode") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Void> subscribe(Topic topic) {
                    return super.signal(topic, Signal.of("is it running", Map.of()))
                            .thenRun(() -> CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS)
                                    .execute(() -> super.subscribe(topic)));
                }
            };
        }
    },
    SENDS_SIGNALS_OF_ONE_NAME_TO_EVERY_TOPIC_OF_THAT_NAME("required_signals_stayOnTheirTopic", "signals|b8") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Void> signal(Topic topic, Signal signal) {
                    return topic instanceof Topic.Recipient recipient
                            ? super.signal(topic, signal)
                                    .thenCompose(done -> super.signal(
                                            new Topic.Cluster(recipient.userId().value()), signal))
                            : super.signal(topic, signal);
                }
            };
        }
    },
    TELLS_SIGNALS_TO_OTHERS_ALONE("required_signals_comeToTheirSendersNodeToo", "signals|b8") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            Set<Signal> own = ConcurrentHashMap.newKeySet();
            ChatBroker hearing = WrongBroker.hearing(sound, listener -> new DistortedListener(listener) {
                @Override
                public void onSignal(Topic topic, Signal signal) {
                    if (!own.remove(signal)) {
                        super.onSignal(topic, signal);
                    }
                }
            });
            return new ForwardingBroker(hearing) {
                @Override
                public CompletionStage<Void> signal(Topic topic, Signal signal) {
                    own.add(signal);
                    return super.signal(topic, signal).whenComplete((done, error) -> own.remove(signal));
                }
            };
        }
    };

    private final Expected expected;

    /** One that breaks so much that its own test alone is played. */
    WrongBuses(String test) {
        this(test, "");
    }

    WrongBuses(String test, String rules) {
        this.expected = new Expected(test, rules);
    }

    @Override
    public Expected expected() {
        return expected;
    }
}
