package dev.parlance.tck;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.MessageChange;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** B4, B5, B6 and changes: a log that gives back what nobody wrote, or forgets too little or too much. */
enum WrongLogs implements WrongBroker {
    SAYS_ANOTHER_TIME_IN_THE_RECEIPT("required_b4_theReceiptSaysWhereAndWhen", "b2|b4|b5|c8") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
                    return super.publish(draft, retention)
                            .thenApply(receipt -> new Receipt(
                                    receipt.roomId(),
                                    receipt.position(),
                                    receipt.timestamp()
                                            .minusMillis(receipt.position().offset()),
                                    receipt.number()));
                }
            };
        }
    },
    FORGETS_IDS_AFTER_TWO("required_b5_theWindowHoldsAThousandIdsWhateverTheCap", "b5") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            Map<RoomId, AtomicInteger> posts = new ConcurrentHashMap<>();
            Map<String, Integer> first = new ConcurrentHashMap<>();
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
                    int number = posts.computeIfAbsent(draft.roomId(), room -> new AtomicInteger())
                            .incrementAndGet();
                    String key = draft.roomId() + " " + draft.author().id() + " " + draft.clientMessageId();
                    boolean forgotten =
                            draft.clientMessageId().isPresent() && number > first.getOrDefault(key, number) + 2;
                    first.putIfAbsent(key, number);
                    return super.publish(
                            forgotten ? draft.toBuilder().clientMessageId(null).build() : draft, retention);
                }
            };
        }
    },
    TAKES_A_CONFLICT_FOR_A_REPEAT("required_b5_theSameIdWithOtherMetadataIsAConflict", "b5") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
                    return super.publish(draft, retention)
                            .exceptionallyCompose(error -> ChatException.causeOf(error) instanceof ChatException refusal
                                            && refusal.code() == ErrorCode.ID_CONFLICT
                                    ? super.publish(
                                            draft.toBuilder().metadata(Map.of()).build(), retention)
                                    : CompletableFuture.failedStage(ChatException.causeOf(error)));
                }
            };
        }
    },
    PAGES_AFTER_AN_OFFSET_ARE_ONE_OFF("required_b6_pagesForwardsHoldEachMessageOnce", "b6") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
                    return super.history(
                            roomId,
                            query.after().isPresent()
                                    ? HistoryQuery.after(query.after().getAsLong() + 1, query.limit())
                                    : query);
                }
            };
        }
    },
    CLAIMS_TO_HAVE_FORGOTTEN_NOTHING("required_b6_whoMissedAForgottenPostStartsAnew", "b6|c7") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Resumption> resume(RoomId roomId, Position since) {
                    return super.resume(roomId, since)
                            .thenApply(missed -> missed.position().epoch().equals(since.epoch())
                                            && since.offset()
                                                    <= missed.position().offset()
                                    ? new Resumption(missed.messages(), true, true, missed.position())
                                    : missed);
                }
            };
        }
    },
    NAMES_UNUSED_ROOMS_ANEW_AT_EACH_READING("required_b6_whateverNodeReadARoomNeverUsedResumesOnAnyOther", "b6|c9") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            AtomicLong epochs = new AtomicLong();
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
                    return super.history(roomId, query)
                            .thenApply(page -> page.position().offset() > 0
                                    ? page
                                    : new HistoryPage(
                                            page.messages(),
                                            page.hasMore(),
                                            new Position("unused" + epochs.incrementAndGet(), 0)));
                }
            };
        }
    },
    BELIEVES_WHAT_A_CHANGE_SAYS_OF_REACTIONS("required_change_hasNoSayInReactionsAndReplies", "change|c2") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Message> change(MessageChange change) {
                    Message said = change.message();
                    return super.change(change)
                            .thenApply(changed -> changed.toBuilder()
                                    .reactions(said.reactionCounts(), said.reactions())
                                    .build());
                }
            };
        }
    },
    LOSES_METADATA_IN_HISTORY("required_b4_aMessageArrivesAsItWasSentOnEveryRoad", "b4|b12|change") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
                    return super.history(roomId, query)
                            .thenApply(page -> new HistoryPage(
                                    page.messages().stream()
                                            .map(each -> each.toBuilder()
                                                    .metadata(Map.of())
                                                    .build())
                                            .toList(),
                                    page.hasMore(),
                                    page.position()));
                }
            };
        }
    },
    CLAIMS_TO_HAVE_FORGOTTEN_NO_CHANGE("required_b6_aForgottenChangeSpoilsTheChangesAlone", "b6|c7") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Resumption> resume(RoomId roomId, Position since) {
                    return super.resume(roomId, since)
                            .thenApply(missed -> new Resumption(
                                    missed.messages(),
                                    missed.postsComplete(),
                                    missed.changesComplete() || missed.postsComplete(),
                                    missed.position()));
                }
            };
        }
    },
    FINDS_MESSAGES_BY_THE_OFFSET_ALONE("required_b6_aMessageThatIsNotThereIsNotFound", "b6|b7") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Optional<Message>> message(RoomId roomId, Position position) {
                    return super.history(roomId, HistoryQuery.newest(1))
                            .thenCompose(page -> super.message(
                                    roomId, new Position(page.position().epoch(), position.offset())));
                }
            };
        }
    },
    THROWS_INSTEAD_OF_FAILING("required_b6_anOffsetOfAnotherEpochIsLostAndNotEmpty", "b1|b6") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
                    CompletionStage<HistoryPage> page = super.history(roomId, query);
                    page.toCompletableFuture().join();
                    return page;
                }
            };
        }
    },
    CHANGES_WITHOUT_COMPARING("required_change_fromAStateThatIsNotTheLastIsAConflictAndChangesNothing", "change|c2") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Message> change(MessageChange change) {
                    Message next = change.message();
                    return super.message(next.roomId(), next.position())
                            .thenCompose(held -> super.change(new MessageChange(next.toBuilder()
                                    .changeOffset(
                                            held.map(Message::contentOffset).orElse(next.changeOffset()))
                                    .build())));
                }
            };
        }
    },
    ANSWERS_WHAT_MAY_NOT_CHANGE_AS_IF_IT_HAD("required_change_keepsAuthorTimeAndClientMessageId", "change|c2") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Message> change(MessageChange change) {
                    return super.change(change)
                            .exceptionallyCompose(error -> ChatException.causeOf(error) instanceof ChatException refusal
                                            && refusal.code() == ErrorCode.INVALID_MESSAGE
                                    ? CompletableFuture.completedStage(change.message())
                                    : CompletableFuture.failedStage(ChatException.causeOf(error)));
                }
            };
        }
    };

    private final Expected expected;

    WrongLogs(String test, String rules) {
        this.expected = new Expected(test, rules);
    }

    @Override
    public Expected expected() {
        return expected;
    }
}
