package dev.parlance.tck;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.MessageChange;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** C1, C3, C9 and C10: numbers that are wrong or of two moments, pins that are too many or stay. */
enum WrongCounts implements WrongBroker {
    NUMBERS_CHANGES_TOO("required_c1_postsAreNumberedFromOneAndChangesTakeNoNumber", "c1|b4") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
                    return super.publish(draft, retention)
                            .thenApply(receipt ->
                                    numbered(receipt, receipt.position().offset()));
                }
            };
        }
    },
    FORGETS_THE_NUMBER_OF_A_REPEAT("required_c1_aRepeatSaysTheNumberOfTheFirst", "b5|c1|c8") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            Set<Position> known = ConcurrentHashMap.newKeySet();
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
                    return super.publish(draft, retention)
                            .thenApply(receipt -> known.add(receipt.position()) ? receipt : numbered(receipt, 0));
                }
            };
        }
    },
    COUNTS_NO_DELETION_BEHIND_A_MARK("required_c3_deletingLowersWhatIsAfterAMark", "c3|c9") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return reading(sound, head -> since(head, 0));
        }
    },
    COUNTS_A_DELETION_EACH_TIME("required_c3_deletingTwiceCountsOnce", "c3|c9") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<RoomHead> head(RoomId roomId, @Nullable Position since) {
                    return super.head(roomId, since)
                            .thenApply(head -> copy(head)
                                    .posts(head.posts(), head.position().offset() - head.posts())
                                    .build());
                }
            };
        }
    },
    READS_HOW_MANY_POSTS_THERE_ARE_BEFORE_THE_REST("required_c9_headAgreesWithTheLogDuringPublishes", "c9|c3") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            Map<RoomId, Long> posts = new ConcurrentHashMap<>();
            return reading(sound, head -> {
                Long before = posts.put(head.roomId(), head.posts());
                return copy(head)
                        .posts(before == null ? head.posts() : before, head.deletions())
                        .build();
            });
        }
    },
    COUNTS_ALL_DELETIONS_BEHIND_ANY_MARK("required_c9_deletionsBeforeTheMarkDoNotCount", "c3|c9") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return reading(sound, head -> since(head, head.deletions()));
        }
    },
    TAKES_WHAT_CHANGED_LAST_FOR_THE_LAST("required_c9_anOldMessageThatChangedIsNotTheLast", "c9") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<RoomHead> head(RoomId roomId, @Nullable Position since) {
                    return super.head(roomId, since)
                            .thenCombine(
                                    super.history(roomId, HistoryQuery.newest(HistoryQuery.MAX_LIMIT)),
                                    (head, page) -> copy(head)
                                            .last(page.messages().stream()
                                                    .filter(each -> !each.deleted())
                                                    .max(Comparator.comparingLong(Message::changeOffset))
                                                    .orElse(null))
                                            .build());
                }
            };
        }
    },
    COUNTS_BEHIND_NOTHING_IN_MANY_ROOMS("required_c9_manyHeadsAtOnceAreThoseOfEach", "c9") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Map<RoomId, RoomHead>> heads(Map<RoomId, Position> since) {
                    return super.heads(since).thenApply(heads -> {
                        Map<RoomId, RoomHead> wrong = new HashMap<>(heads);
                        wrong.replaceAll((roomId, head) ->
                                copy(head).since(RoomHead.Since.UNASKED).build());
                        return wrong;
                    });
                }
            };
        }
    },
    PINS_ONE_TOO_MANY_WITHOUT_A_WORD("required_c10_fiftyAndNoMore", "c10") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Message> change(MessageChange change) {
                    return super.change(change)
                            .exceptionallyCompose(error -> ChatException.causeOf(error) instanceof ChatException refusal
                                            && refusal.code() == ErrorCode.TOO_MANY_PINS
                                    ? CompletableFuture.completedStage(change.message())
                                    : CompletableFuture.failedStage(ChatException.causeOf(error)));
                }
            };
        }
    },
    KEEPS_PINS_OF_WHAT_IS_GONE("required_c10_deletionAndEvictionUnpin", "c3|c10") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            Map<Position, Message> pinned = new LinkedHashMap<>();
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<MessagePage> pins(RoomId roomId) {
                    return super.pins(roomId).thenApply(page -> {
                        page.messages().forEach(each -> pinned.putIfAbsent(each.position(), each));
                        return new MessagePage(List.copyOf(pinned.values()), page.hasMore());
                    });
                }
            };
        }
    };

    private final Expected expected;

    WrongCounts(String test, String rules) {
        this.expected = new Expected(test, rules);
    }

    @Override
    public Expected expected() {
        return expected;
    }

    private static Receipt numbered(Receipt receipt, long number) {
        return new Receipt(receipt.roomId(), receipt.position(), receipt.timestamp(), number);
    }

    private static ChatBroker reading(ChatBroker sound, UnaryOperator<RoomHead> distortion) {
        return new ForwardingBroker(sound) {
            @Override
            public CompletionStage<RoomHead> head(RoomId roomId, @Nullable Position since) {
                return super.head(roomId, since).thenApply(distortion);
            }
        };
    }

    private static RoomHead.Builder copy(RoomHead head) {
        return RoomHead.builder(head.roomId(), head.position())
                .posts(head.posts(), head.deletions())
                .last(head.last().orElse(null))
                .since(head.since());
    }

    private static RoomHead since(RoomHead head, long deleted) {
        RoomHead.Since since = head.since();
        return copy(head)
                .since(new RoomHead.Since(since.known(), since.number(), deleted, since.roomMentions()))
                .build();
    }
}
