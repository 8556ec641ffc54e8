package dev.parlance.tck;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.model.Presence;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** B9: joins, leaves and names that are not counted as they should be. */
enum WrongPresences implements WrongBroker {
    TELLS_A_LEAVE_TWICE("required_b9_aUserOnTwoNodesJoinsOnceAndLeavesOnce", "b1|b2|b4|b8|b9|b10|c6") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return WrongBroker.hearing(sound, listener -> new DistortedListener(listener) {
                @Override
                public void onEvent(RoomEvent event) {
                    super.onEvent(event);
                    if (event instanceof RoomEvent.Left) {
                        super.onEvent(event);
                    }
                }
            });
        }
    },
    COUNTS_EACH_ENTRY("required_b9_enteringTwiceOnOneNodeIsEnteringOnce", "b1|b2|b8|b9|b10") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            Map<String, AtomicInteger> entries = new ConcurrentHashMap<>();
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Long> enter(RoomId roomId, User user) {
                    entries.computeIfAbsent(roomId + " " + user.id(), key -> new AtomicInteger())
                            .incrementAndGet();
                    return super.enter(roomId, user);
                }

                @Override
                public CompletionStage<Long> leave(RoomId roomId, UserId userId) {
                    AtomicInteger count = entries.computeIfAbsent(roomId + " " + userId, key -> new AtomicInteger());
                    return count.decrementAndGet() > 0
                            ? members(roomId).thenApply(presence -> presence.version())
                            : super.leave(roomId, userId);
                }
            };
        }
    },
    KEEPS_THE_FIRST_NAME("required_b9_theNewestNameCountsForAllSessionsOnAllNodes", "b9") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Long> enter(RoomId roomId, User user) {
                    return members(roomId)
                            .thenCompose(presence -> super.enter(
                                    roomId,
                                    presence.members().stream()
                                            .filter(member -> member.id().equals(user.id()))
                                            .findFirst()
                                            .orElse(user)));
                }
            };
        }
    },
    SHUFFLES_ITS_MEMBERS("required_b9_membersComeInTheOrderOfJoiningAsOfTheirVersion", "b4|b9|b10") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Presence> members(RoomId roomId) {
                    return super.members(roomId).thenApply(presence -> {
                        List<User> reversed = new ArrayList<>(presence.members());
                        Collections.reverse(reversed);
                        return Presence.of(roomId, presence.version(), reversed);
                    });
                }
            };
        }
    },
    LEAVES_FOR_EVERY_NODE("required_b9_aUserOnTwoNodesJoinsOnceAndLeavesOnce", "b1|b2|b8|b9|b10") {
        private final Map<String, Set<ChatBroker>> nodes = new ConcurrentHashMap<>();

        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Long> enter(RoomId roomId, User user) {
                    nodes.computeIfAbsent(roomId + " " + user.id(), key -> ConcurrentHashMap.newKeySet())
                            .add(sound);
                    return super.enter(roomId, user);
                }

                @Override
                public CompletionStage<Long> leave(RoomId roomId, UserId userId) {
                    for (ChatBroker each : nodes.getOrDefault(roomId + " " + userId, Set.of())) {
                        each.leave(roomId, userId);
                    }
                    return super.leave(roomId, userId);
                }
            };
        }
    };

    private final Expected expected;

    WrongPresences(String test, String rules) {
        this.expected = new Expected(test, rules);
    }

    @Override
    public Expected expected() {
        return expected;
    }
}
