package dev.parlance.tck;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.MessageChange;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Presence;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Brokers with one fault each, with the test that must notice and the rules whose tests may. */
enum WrongBrokers {
    FORGETS_TO_FAIL_ONCE_STOPPED("required_b1_everyOperationFailsAfterTheStop", "b1") {
        @Override
        ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Optional<String>> get(String key) {
                    return super.get(key)
                            .exceptionallyCompose(error -> unwrapped(error) instanceof ChatException refusal
                                            && refusal.code() == ErrorCode.BROKER_UNAVAILABLE
                                    ? CompletableFuture.completedStage(Optional.empty())
                                    : CompletableFuture.failedStage(unwrapped(error)));
                }
            };
        }
    },
    FAILS_WITH_ANYTHING_ONCE_STOPPED("required_b1_everyOperationFailsAfterTheStop", "b1") {
        @Override
        ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Optional<String>> take(String key) {
                    return super.take(key)
                            .exceptionallyCompose(error -> CompletableFuture.failedStage(
                                    unwrapped(error) instanceof ChatException refusal
                                                    && refusal.code() == ErrorCode.BROKER_UNAVAILABLE
                                            ? new ChatException(ErrorCode.INTERNAL_ERROR, "closed")
                                            : unwrapped(error)));
                }
            };
        }
    },
    LOSES_EVERY_FIFTIETH_EVENT("required_b2_aBurstIsHeardWithoutAHole", "b1|b2|b3|b5|b6|b8") {
        @Override
        ChatBroker node(ChatBroker sound) {
            AtomicInteger heard = new AtomicInteger();
            return hearing(sound, listener -> new DistortedListener(listener) {
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
        ChatBroker node(ChatBroker sound) {
            return hearing(sound, listener -> new DistortedListener(listener) {
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
    SAYS_ANOTHER_TIME_IN_THE_RECEIPT("required_b4_theReceiptSaysWhereAndWhen", "b2|b4|b5") {
        @Override
        ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
                    return super.publish(draft, retention)
                            .thenApply(receipt -> new Receipt(
                                    receipt.roomId(),
                                    receipt.position(),
                                    receipt.timestamp()
                                            .minusMillis(receipt.position().offset())));
                }
            };
        }
    },
    FORGETS_IDS_AFTER_TWO("required_b5_theWindowHoldsAThousandIdsWhateverTheCap", "b5") {
        @Override
        ChatBroker node(ChatBroker sound) {
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
        ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
                    return super.publish(draft, retention)
                            .exceptionallyCompose(error -> unwrapped(error) instanceof ChatException refusal
                                            && refusal.code() == ErrorCode.ID_CONFLICT
                                    ? super.publish(
                                            draft.toBuilder().metadata(Map.of()).build(), retention)
                                    : CompletableFuture.failedStage(unwrapped(error)));
                }
            };
        }
    },
    PAGES_AFTER_AN_OFFSET_ARE_ONE_OFF("required_b6_pagesForwardsHoldEachMessageOnce", "b6") {
        @Override
        ChatBroker node(ChatBroker sound) {
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
    CLAIMS_TO_HAVE_FORGOTTEN_NOTHING("required_b6_whoMissedAForgottenPostStartsAnew", "b6") {
        @Override
        ChatBroker node(ChatBroker sound) {
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
    NAMES_UNUSED_ROOMS_ANEW_AT_EACH_READING("required_b6_whateverNodeReadARoomNeverUsedResumesOnAnyOther", "b6") {
        @Override
        ChatBroker node(ChatBroker sound) {
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
    KEEPS_SILENT_ABOUT_A_LOST_LOG("optional_b7_aLostLogBeginsANewEpochAndAllNodesHearOfIt", "b7|b6") {
        @Override
        ChatBroker node(ChatBroker sound) {
            return hearing(sound, listener -> new DistortedListener(listener) {
                @Override
                public void onGap(RoomId roomId) {}
            });
        }
    },
    NAMES_ALL_EPOCHS_ALIKE("optional_b7_aLostLogBeginsANewEpochAndAllNodesHearOfIt", "b6|b7") {
        @Override
        ChatBroker node(ChatBroker sound) {
            return sound;
        }

        @Override
        RandomGenerator epochs() {
            return () -> 0;
        }
    },
    TAKES_THE_FIRST_POST_FOR_A_GAP("required_b7_theFirstPostOfARoomIsNoGap", "b7|b6") {
        @Override
        ChatBroker node(ChatBroker sound) {
            return hearing(sound, listener -> new DistortedListener(listener) {
                @Override
                public void onEvent(RoomEvent event) {
                    if (event instanceof RoomEvent.Posted posted
                            && posted.message().position().offset() == 1) {
                        onGap(event.roomId());
                    }
                    super.onEvent(event);
                }
            });
        }
    },
    FINDS_POSITIONS_OF_ANOTHER_EPOCH_EMPTY("required_b7_aPositionOfAnUnknownEpochIsLostAndNotEmpty", "b7|b6") {
        @Override
        ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Resumption> resume(RoomId roomId, Position since) {
                    return super.resume(roomId, since)
                            .thenApply(missed -> missed.position().epoch().equals(since.epoch())
                                    ? missed
                                    : new Resumption(missed.messages(), true, true, missed.position()));
                }
            };
        }
    },
    HEARS_SIGNALS_AFTER_UNSUBSCRIBING("required_b8_noSignalIsHeardAfterUnsubscribeHasCompleted", "b8|b1") {
        @Override
        ChatBroker node(ChatBroker sound) {
            Set<Topic> deaf = ConcurrentHashMap.newKeySet();
            ChatBroker silent = hearing(sound, listener -> new DistortedListener(listener) {
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
    TELLS_A_LEAVE_TWICE("required_b9_aUserOnTwoNodesJoinsOnceAndLeavesOnce", "b1|b2|b4|b8|b9|b10") {
        @Override
        ChatBroker node(ChatBroker sound) {
            return hearing(sound, listener -> new DistortedListener(listener) {
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
        ChatBroker node(ChatBroker sound) {
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
        ChatBroker node(ChatBroker sound) {
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
    ORDERS_DIFFERENTLY_ON_EVERY_SECOND_NODE("required_b2_subscribersOnTwoNodesSeeOneOrder") {
        private final AtomicInteger nodes = new AtomicInteger();

        @Override
        ChatBroker node(ChatBroker sound) {
            if (nodes.incrementAndGet() % 2 > 0) {
                return sound;
            }
            return hearing(sound, listener -> new DistortedListener(listener) {
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
        ChatBroker node(ChatBroker sound) {
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
    LOSES_METADATA_IN_HISTORY("required_b4_aMessageArrivesAsItWasSentOnEveryRoad", "b4|b12|change") {
        @Override
        ChatBroker node(ChatBroker sound) {
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
    CLAIMS_TO_HAVE_FORGOTTEN_NO_CHANGE("required_b6_aForgottenChangeSpoilsTheChangesAlone", "b6") {
        @Override
        ChatBroker node(ChatBroker sound) {
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
        ChatBroker node(ChatBroker sound) {
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
        ChatBroker node(ChatBroker sound) {
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
    SHUFFLES_ITS_MEMBERS("required_b9_membersComeInTheOrderOfJoiningAsOfTheirVersion", "b4|b9|b10") {
        @Override
        ChatBroker node(ChatBroker sound) {
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
        ChatBroker node(ChatBroker sound) {
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
    },
    CHANGES_WITHOUT_COMPARING("required_change_fromAStateThatIsNotTheLastIsAConflictAndChangesNothing", "change") {
        @Override
        ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Message> change(MessageChange change) {
                    Message next = change.message();
                    return super.message(next.roomId(), next.position())
                            .thenCompose(held -> super.change(new MessageChange(next.toBuilder()
                                    .changeOffset(
                                            held.map(Message::changeOffset).orElse(next.changeOffset()))
                                    .build())));
                }
            };
        }
    },
    ANSWERS_WHAT_MAY_NOT_CHANGE_AS_IF_IT_HAD("required_change_keepsAuthorTimeAndClientMessageId", "change") {
        @Override
        ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Message> change(MessageChange change) {
                    return super.change(change)
                            .exceptionallyCompose(error -> unwrapped(error) instanceof ChatException refusal
                                            && refusal.code() == ErrorCode.INVALID_MESSAGE
                                    ? CompletableFuture.completedStage(change.message())
                                    : CompletableFuture.failedStage(unwrapped(error)));
                }
            };
        }
    },
    TAKES_WITHOUT_FORGETTING("required_state_whatIsTakenIsGone", "state|b12") {
        @Override
        ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Optional<String>> take(String key) {
                    return super.get(key);
                }
            };
        }
    },
    KEEPS_VALUES_ON_ONE_NODE_ALONE("required_state_whatOneNodeKeepsAllNodesRead", "state|b12") {
        private final AtomicInteger nodes = new AtomicInteger();

        @Override
        ChatBroker node(ChatBroker sound) {
            String own = "n" + nodes.incrementAndGet();
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
                    return super.put(key.isEmpty() || key.length() > 250 ? key : own + key, value, timeToLive);
                }

                @Override
                public CompletionStage<Optional<String>> get(String key) {
                    return super.get(key.isEmpty() || key.length() > 250 ? key : own + key);
                }

                @Override
                public CompletionStage<Optional<String>> take(String key) {
                    return super.take(key.isEmpty() || key.length() > 250 ? key : own + key);
                }
            };
        }
    },
    SENDS_SIGNALS_OF_ONE_NAME_TO_EVERY_TOPIC_OF_THAT_NAME("required_signals_stayOnTheirTopic", "signals|b8") {
        @Override
        ChatBroker node(ChatBroker sound) {
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
    WAITS_FOR_ITS_STORE("required_b11_noOperationKeepsItsCallerWaiting", "b11") {
        @Override
        ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Optional<Message>> message(RoomId roomId, Position position) {
                    LockSupport.parkNanos(100_000); // as quick an answer as a store gives
                    return super.message(roomId, position);
                }
            };
        }
    },
    ENDS_TEXTS_AT_ZERO("required_b12_zeroIsACharacterLikeAnyOtherOnEveryRoad", "b12|b4|state") {
        @Override
        ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
                    int end = value.indexOf('\0');
                    return super.put(key, end < 0 ? value : value.substring(0, end), timeToLive);
                }
            };
        }
    },
    KEEPS_HALF_A_SURROGATE_PAIR("required_b12_halfASurrogatePairIsNeitherKeptNorAskedFor", "b12") {
        @Override
        ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
                    return super.put(
                            key,
                            new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8),
                            timeToLive);
                }
            };
        }
    },
    CUTS_WHAT_IS_TOO_LONG("required_b12_whatIsTooLongIsRefusedAndNotCut", "b12") {
        @Override
        ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
                    return super.put(key, value.substring(0, Math.min(value.length(), MAX_VALUE_LENGTH)), timeToLive);
                }
            };
        }
    },
    TELLS_SIGNALS_TO_OTHERS_ALONE("required_signals_comeToTheirSendersNodeToo", "signals|b8") {
        @Override
        ChatBroker node(ChatBroker sound) {
            Set<Signal> own = ConcurrentHashMap.newKeySet();
            ChatBroker hearing = hearing(sound, listener -> new DistortedListener(listener) {
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
    },
    KEEPS_VALUES_FOR_EVER("required_state_aValueWhoseTimeHasPassedIsGone", "state") {
        @Override
        ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
                    return super.put(key, value, timeToLive.multipliedBy(1_000));
                }
            };
        }
    },
    PROLONGS_VALUES_BY_READING("required_state_readingDoesNotProlongIt", "state") {
        @Override
        ChatBroker node(ChatBroker sound) {
            Map<String, Duration> times = new ConcurrentHashMap<>();
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
                    return super.put(key, value, timeToLive).thenRun(() -> times.put(key, timeToLive));
                }

                @Override
                public CompletionStage<Optional<String>> get(String key) {
                    return super.get(key)
                            .thenCompose(value -> value.isPresent() && times.containsKey(key)
                                    ? super.put(key, value.get(), times.get(key))
                                            .thenApply(kept -> value)
                                    : CompletableFuture.completedStage(value));
                }
            };
        }
    };

    private final String test;
    private final Pattern rules;

    /** One that breaks so much that its own test alone is played. */
    WrongBrokers(String test) {
        this(test, "");
    }

    WrongBrokers(String test, String rules) {
        this.test = test;
        this.rules = Pattern.compile("(required|optional)_(" + rules + ")_.*");
    }

    abstract ChatBroker node(ChatBroker sound);

    String test() {
        return test;
    }

    /** Whether a test is played under this fault. */
    boolean concerns(String name) {
        return !isBroad() || name.equals(test);
    }

    boolean isOfItsRules(String red) {
        return isBroad() || rules.matcher(red).matches();
    }

    /** Names the epochs of the store below. */
    RandomGenerator epochs() {
        return new SplittableRandom(1);
    }

    private boolean isBroad() {
        return rules.pattern().equals("(required|optional)_()_.*");
    }

    static Throwable unwrapped(Throwable error) {
        Throwable cause = error.getCause();
        return cause != null && error instanceof CompletionException ? cause : error;
    }

    static ChatBroker hearing(ChatBroker sound, UnaryOperator<BrokerListener> distortion) {
        return new ForwardingBroker(sound) {
            @Override
            public CompletionStage<Void> start(BrokerListener listener) {
                return super.start(distortion.apply(listener));
            }
        };
    }
}
