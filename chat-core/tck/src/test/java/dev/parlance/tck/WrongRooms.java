package dev.parlance.tck;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.RoomDirectory;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** R1 to R9: what is known of rooms is not what was said of them. */
enum WrongRooms implements WrongBroker {
    CREATES_OVER_WHAT_IS_THERE("required_r1_aSecondCreationFailsAndChangesNothing") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<RoomRecord> createRoom(RoomRecord record, Map<UserId, RoomRole> founders) {
                    return super.deleteRoom(record.id()).thenCompose(gone -> super.createRoom(record, founders));
                }
            };
        }
    },
    FORGETS_THE_FOUNDERS("required_r1_aNewRecordIsOfVersionOneAndOfTheStoresTimeAndHasItsFounders") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<RoomRecord> createRoom(RoomRecord record, Map<UserId, RoomRole> founders) {
                    return super.createRoom(record, Map.of());
                }
            };
        }
    },
    FORGETS_THE_TOPIC("required_r2_whatWasKeptIsReadAsItWasOnAllNodes") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<RoomRecord> createRoom(RoomRecord record, Map<UserId, RoomRole> founders) {
                    return super.createRoom(record.toBuilder().topic(null).build(), founders);
                }
            };
        }
    },
    READS_A_HUNDRED_RECORDS_AT_THE_MOST("required_r2_manyRecordsAtOnceAreThoseOfTheRoomsThatHaveOne") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Map<RoomId, RoomRecord>> rooms(Set<RoomId> roomIds) {
                    return super.rooms(roomIds.stream().limit(100).collect(Collectors.toSet()));
                }
            };
        }
    },
    UPDATES_ANY_STATE("required_r3_anUpdateOfAnOlderStateFailsAndChangesNothing") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<RoomRecord> updateRoom(RoomRecord next) {
                    return super.room(next.id()).thenCompose(now -> super.updateRoom(of(now.orElse(next), next)));
                }
            };
        }

        private RoomRecord of(RoomRecord state, RoomRecord next) {
            return next.toBuilder().stored(state.version(), state.createdAt()).build();
        }
    },
    COMPARES_THE_VERSION_ALONE("required_r3_aRecordOfAnEarlierCreationIsNoStateOfTheLater") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<RoomRecord> updateRoom(RoomRecord next) {
                    return super.room(next.id())
                            .thenCompose(now -> super.updateRoom(next.toBuilder()
                                    .stored(next.version(), now.orElse(next).createdAt())
                                    .build()));
                }
            };
        }
    },
    DELETES_THE_RECORD_ALONE("required_r4_aDeletedRecordIsGoneWithItsMembersAndTheTalkStays") {
        private final Map<RoomId, RoomMemberPage> left = new ConcurrentHashMap<>();

        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Void> deleteRoom(RoomId roomId) {
                    return super.roomMembers(roomId, 100, null).thenCompose(members -> {
                        left.put(roomId, members);
                        return super.deleteRoom(roomId);
                    });
                }

                @Override
                public CompletionStage<RoomRecord> createRoom(RoomRecord record, Map<UserId, RoomRole> founders) {
                    Map<UserId, RoomRole> all = new HashMap<>(founders);
                    RoomMemberPage members = left.get(record.id());
                    if (members != null) {
                        members.members().forEach(each -> all.put(each.userId(), each.role()));
                    }
                    return super.createRoom(record, all);
                }
            };
        }
    },
    TAKES_ANOTHER_ROLE_FOR_A_NEW_MEMBER("required_r5_anotherRoleKeepsTheTimeSinceWhen") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<RoomMember> putMember(RoomId roomId, UserId userId, RoomRole role, int most) {
                    return super.removeMember(roomId, userId)
                            .thenCompose(gone -> super.putMember(roomId, userId, role, most));
                }
            };
        }
    },
    SAYS_THAT_THE_LAST_OWNER_HAS_GONE("required_r6_theLastOwnerNeitherGoesNorGetsAnotherRole") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Void> removeMember(RoomId roomId, UserId userId) {
                    return super.removeMember(roomId, userId)
                            .exceptionallyCompose(error -> ChatException.causeOf(error) instanceof ChatException refusal
                                            && refusal.code() == ErrorCode.LAST_OWNER
                                    ? CompletableFuture.completedStage(null)
                                    : CompletableFuture.failedStage(error));
                }
            };
        }
    },
    BEGINS_ANEW_WHEN_THE_ONE_BEFORE_HAS_GONE("required_r7_whoComesAndGoesMeanwhileChangesNothingForTheOthers") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<RoomMemberPage> roomMembers(RoomId roomId, int limit, @Nullable UserId after) {
                    return super.roomMembers(roomId, RoomMemberPage.MAX_LIMIT, null)
                            .thenCompose(all -> super.roomMembers(
                                    roomId,
                                    limit,
                                    all.members().stream()
                                            .map(RoomMember::userId)
                                            .filter(each -> each.equals(after))
                                            .findFirst()
                                            .orElse(null)));
                }
            };
        }
    },
    LEAVES_OUT_THE_FIRST_OF_A_PAGE("required_r7_pagesMeetEachMemberOnceInOneOrder") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<RoomMemberPage> roomMembers(RoomId roomId, int limit, @Nullable UserId after) {
                    return super.roomMembers(roomId, limit, after)
                            .thenApply(page -> after == null || page.members().isEmpty()
                                    ? page
                                    : new RoomMemberPage(
                                            page.members()
                                                    .subList(1, page.members().size()),
                                            page.hasMore()));
                }
            };
        }
    },
    TELLS_NOBODY_OF_MEMBERS("required_r8_eachChangeIsToldInItsOrderToWhoeverListens") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return WrongBroker.hearing(sound, listener -> new DistortedListener(listener) {
                @Override
                public void onSignal(Topic topic, Signal signal) {
                    if (!signal.name().equals(RoomDirectory.MEMBER_CHANGED)) {
                        super.onSignal(topic, signal);
                    }
                }
            });
        }
    },
    TELLS_OF_WHAT_CHANGED_NOTHING("required_r8_whatChangedNothingIsNotTold") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<RoomMember> putMember(RoomId roomId, UserId userId, RoomRole role, int most) {
                    return super.member(roomId, userId)
                            .thenCompose(before -> super.putMember(roomId, userId, role, most)
                                    .thenCompose(after -> tell(roomId, before, after)));
                }

                private CompletionStage<RoomMember> tell(RoomId roomId, Optional<RoomMember> before, RoomMember after) {
                    return before.equals(Optional.of(after))
                            ? super.signal(
                                            new Topic.Room(roomId),
                                            RoomDirectory.memberChanged(after.userId(), after.role()))
                                    .thenApply(told -> after)
                            : CompletableFuture.completedStage(after);
                }
            };
        }
    },
    IS_NEVER_FULL("required_r9_aFullRoomTakesNobodyMoreUntilSomebodyHasGone") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<RoomMember> putMember(RoomId roomId, UserId userId, RoomRole role, int most) {
                    return super.putMember(roomId, userId, role, Integer.MAX_VALUE);
                }
            };
        }
    },
    READS_WHAT_IT_READ_BEFORE("required_r8_whoeverHearsOfAChangeReadsIt") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            Map<RoomId, RoomRecord> read = new ConcurrentHashMap<>();
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Optional<RoomRecord>> room(RoomId roomId) {
                    return super.room(roomId)
                            .thenApply(found -> found.map(now -> read.computeIfAbsent(roomId, first -> now)));
                }
            };
        }
    };

    private final Expected expected;

    WrongRooms(String test) {
        this.expected = new Expected(test, "r\\d");
    }

    @Override
    public Expected expected() {
        return expected;
    }
}
