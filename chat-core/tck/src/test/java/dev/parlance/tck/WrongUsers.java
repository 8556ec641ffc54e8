package dev.parlance.tck;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.model.Mention;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Profile;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** C11 to C14: marks that are lost or moved by others, mentions that are miscounted, names of yesterday. */
enum WrongUsers implements WrongBroker {
    REMEMBERS_THE_MARKS_THAT_IT_HAS_READ("required_c11_whatWasKeptIsReadOnAllNodes", "c11|c13") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            Map<List<Object>, Optional<KeptMark>> known = new ConcurrentHashMap<>();
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Optional<KeptMark>> mark(UserId userId, RoomId roomId) {
                    return super.mark(userId, roomId).thenApply(kept -> {
                        Optional<KeptMark> before = known.putIfAbsent(List.of(userId, roomId), kept);
                        return before == null ? kept : before;
                    });
                }
            };
        }
    },
    LETS_THE_LATER_MARK_WIN("required_c11_ofTwoMarksFromOneVersionOneIsKept", "c11") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<KeptMark> putMark(ReadMark next, int most) {
                    return super.mark(next.userId(), next.roomId()).thenCompose(kept -> {
                        long version = kept.map(each -> each.mark().version()).orElse(0L);
                        return super.putMark(next.toBuilder().version(version).build(), most);
                    });
                }
            };
        }
    },
    MOVES_ALL_MARKS_OF_A_USER("required_c11_anotherRoomsAndAnotherUsersAreLeftAlone", "c11|c13") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<KeptMark> putMark(ReadMark next, int most) {
                    return super.putMark(next, most)
                            .thenCompose(put -> super.marks(next.userId()).thenCompose(all -> {
                                CompletionStage<KeptMark> last = CompletableFuture.completedStage(put);
                                for (KeptMark each : all) {
                                    ReadMark mark = each.mark();
                                    if (!mark.roomId().equals(next.roomId())) {
                                        last = super.putMark(
                                                mark.toBuilder()
                                                        .position(next.position())
                                                        .build(),
                                                most);
                                    }
                                }
                                return last.thenApply(moved -> put);
                            }));
                }
            };
        }
    },
    LETS_FOLLOW_ONE_ROOM_TOO_MANY("required_c11_noMoreRoomsThanAllowed", "c11") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<KeptMark> putMark(ReadMark next, int most) {
                    return super.putMark(next, Math.max(most, most + 1));
                }
            };
        }
    },
    KEEPS_MARKS_THAT_WERE_REMOVED("required_c11_removedIsGoneAndBeginsAtVersionZero", "c11|c12|c13") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Void> removeMark(UserId userId, RoomId roomId) {
                    return super.forgetMentions(userId, roomId);
                }
            };
        }
    },
    TAKES_NO_READING_BACK("required_c12_whoMarkedUnreadHasNotRead", "c11|c12") {
        private final Map<List<Object>, TreeMap<String, UserId>> read = new ConcurrentHashMap<>();

        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<UserPage> readers(
                        RoomId roomId, Position message, int limit, @Nullable UserId after) {
                    return super.readers(roomId, message, limit, after).thenApply(page -> {
                        TreeMap<String, UserId> all =
                                read.computeIfAbsent(List.of(roomId, message), none -> new TreeMap<>());
                        page.users().forEach(each -> all.put(each.value(), each));
                        return page.users().isEmpty() && after == null
                                ? new UserPage(List.copyOf(all.values()), false)
                                : page;
                    });
                }
            };
        }
    },
    TAKES_MARKS_OF_ALL_EPOCHS_FOR_READ("required_c12_aMarkOfAnotherEpochHasReadNothing", "c12") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            Map<RoomId, String> epochs = new ConcurrentHashMap<>();
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<KeptMark> putMark(ReadMark next, int most) {
                    epochs.put(next.roomId(), next.position().epoch());
                    return super.putMark(next, most);
                }

                @Override
                public CompletionStage<UserPage> readers(
                        RoomId roomId, Position message, int limit, @Nullable UserId after) {
                    String epoch = epochs.getOrDefault(roomId, message.epoch());
                    return super.readers(roomId, new Position(epoch, message.offset()), limit, after);
                }
            };
        }
    },
    COUNTS_A_MENTION_AS_OFTEN_AS_IT_IS_NOTED("required_c13_aMentionCountsOnceAndAfterTheMark", "c13") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            AtomicInteger noted = new AtomicInteger();
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Boolean> mention(UserId userId, Mention mention, boolean on) {
                    int more = on ? noted.incrementAndGet() : 0;
                    return super.mention(userId, moved(mention, 1_000L * more), on);
                }
            };
        }
    },
    FORGETS_WHAT_WAS_READ("required_c13_aMarkThatIsSetBackBringsItBack", "c13") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<KeptMark> putMark(ReadMark next, int most) {
                    return super.putMark(next, most)
                            .thenCompose(put -> put.mentions() > 0
                                    ? CompletableFuture.completedStage(put)
                                    : super.forgetMentions(next.userId(), next.roomId())
                                            .thenApply(forgotten -> put));
                }
            };
        }
    },
    SAYS_THAT_EVERYBODY_FOLLOWS("required_c13_whoDoesNotFollowHasNone", "c13") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Boolean> mention(UserId userId, Mention mention, boolean on) {
                    return super.mention(userId, mention, on).thenApply(follows -> true);
                }
            };
        }
    },
    FORGETS_THE_MENTIONS_OF_ALL_ROOMS("required_c13_whatIsForgottenIsForgottenThereAlone", "c13") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Void> forgetMentions(UserId userId, RoomId roomId) {
                    return super.marks(userId).thenCompose(all -> {
                        CompletionStage<Void> last = CompletableFuture.completedStage(null);
                        for (KeptMark each : all) {
                            last = super.forgetMentions(userId, each.mark().roomId());
                        }
                        return last;
                    });
                }
            };
        }
    },
    READS_THE_NAMES_THAT_IT_HAS_READ_BEFORE("required_c14_theNewestNameIsReadOnAllNodes", "c14") {
        private final Map<UserId, Profile> known = new ConcurrentHashMap<>();

        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Map<UserId, Profile>> profiles(Set<UserId> users) {
                    return super.profiles(users).thenApply(read -> {
                        Map<UserId, Profile> all = new HashMap<>();
                        read.forEach((user, profile) -> {
                            Profile before = known.putIfAbsent(user, profile);
                            all.put(user, before == null ? profile : before);
                        });
                        return all;
                    });
                }
            };
        }
    },
    TAKES_EVERY_NAME_FOR_NEWS("required_c14_theSameAgainIsNoNews", "c14") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<KeptProfile> putProfile(UserId userId, String name, @Nullable URI picture) {
                    return super.putProfile(userId, name, picture)
                            .thenApply(kept -> new KeptProfile(kept.profile(), true));
                }
            };
        }
    },
    CALLS_WHO_IS_SEEN_BY_THE_ID("required_c14_whoIsSeenIsCalledAsBefore", "c14") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Boolean> saw(UserId userId) {
                    return super.saw(userId)
                            .thenCompose(known -> known
                                    ? super.putProfile(userId, userId.value(), null)
                                            .thenApply(kept -> true)
                                    : CompletableFuture.completedStage(false));
                }
            };
        }
    },
    KEEPS_WHOEVER_IS_SEEN("required_c14_ofWhomNothingIsKeptNobodyIsSeen", "c14") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Boolean> saw(UserId userId) {
                    return super.saw(userId)
                            .thenCompose(known -> known
                                    ? CompletableFuture.completedStage(true)
                                    : super.putProfile(userId, userId.value(), null)
                                            .thenApply(kept -> false));
                }
            };
        }
    },
    SEES_WHOEVER_IS_RENAMED_EARLIER("optional_c14_lastSeenNeverGoesBack", "c14") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<KeptProfile> putProfile(UserId userId, String name, @Nullable URI picture) {
                    return super.putProfile(userId, name, picture).thenApply(kept -> {
                        Profile profile = kept.profile();
                        return profile.version() == 1
                                ? kept
                                : new KeptProfile(
                                        Profile.builder(userId, profile.name())
                                                .picture(profile.picture().orElse(null))
                                                .version(profile.version())
                                                .lastSeen(profile.lastSeen()
                                                        .map(seen -> seen.minusSeconds(60))
                                                        .orElse(null))
                                                .build(),
                                        kept.isNews());
                    });
                }
            };
        }
    };

    private final Expected expected;

    WrongUsers(String test, String rules) {
        this.expected = new Expected(test, rules);
    }

    private static Mention moved(Mention mention, long by) {
        Position at = mention.messageId().position();
        return new Mention(
                mention.roomId(), MessageId.at(new Position(at.epoch(), at.offset() + by)), mention.author());
    }

    @Override
    public Expected expected() {
        return expected;
    }
}
