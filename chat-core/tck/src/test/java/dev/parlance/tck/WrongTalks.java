package dev.parlance.tck;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.MessageChange;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.ThreadSummary;
import dev.parlance.model.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** C2 to C8: reactions that get lost or are counted twice, tellings that say too much or nothing. */
enum WrongTalks implements WrongBroker {
    TAKES_A_TELLING_FOR_AN_EDIT("required_c2_anEditAfterAReactionWasToldIsNoConflict", "c2") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Message> change(MessageChange change) {
                    Message next = change.message();
                    return super.message(next.roomId(), next.position())
                            .thenCompose(held -> held.isPresent() && held.get().changeOffset() != next.changeOffset()
                                    ? CompletableFuture.failedStage(
                                            new ChatException(ErrorCode.EDIT_CONFLICT, "it was told meanwhile"))
                                    : super.change(change));
                }
            };
        }
    },
    LOSES_REACTIONS_BY_AN_EDIT("required_c2_anEditKeepsReactionsThreadPinAndReply", "c2") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Optional<Message>> message(RoomId roomId, Position position) {
                    return super.message(roomId, position)
                            .thenApply(held -> held.map(each -> each.editedAt().isPresent()
                                    ? each.toBuilder().reactions(Map.of()).build()
                                    : each));
                }
            };
        }
    },
    LOSES_FILES_BY_AN_EDIT("required_c2_filesArriveOnEveryRoadAndStayUnlessTheEditSaysSo", "c2") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Message> change(MessageChange change) {
                    Message next = change.message();
                    return next.deleted() || next.attachments().isEmpty()
                            ? super.change(change)
                            : super.change(new MessageChange(
                                    next.toBuilder().attachments(List.of()).build()));
                }
            };
        }
    },
    FORGETS_TO_TELL_AFTER_AN_EDIT("required_c2_aTellingAtOnceWithAnEditLosesNeither", "c2|c8") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            Map<Position, Long> told = new ConcurrentHashMap<>();
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Optional<Message>> tell(RoomId roomId, Position position) {
                    return super.message(roomId, position).thenCompose(held -> {
                        long content = held.map(Message::contentOffset).orElse(0L);
                        Long before = told.put(position, content);
                        return before != null && before != content
                                ? CompletableFuture.completedStage(Optional.empty())
                                : super.tell(roomId, position);
                    });
                }
            };
        }
    },
    REMEMBERS_WHO_REACTED_TO_WHAT_IS_DELETED(
            "required_c3_whatIsDeletedKeepsPlaceNumberAndTimeAndNothingThatWasSaid", "c3|c4") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            Set<String> kept = ConcurrentHashMap.newKeySet();
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Boolean> react(RoomId roomId, Position position, Reaction reaction) {
                    kept.add(roomId + " " + position + " " + reaction.userId() + " " + reaction.emoji());
                    return super.react(roomId, position, reaction);
                }

                @Override
                public CompletionStage<Map<Position, Set<String>>> reactionsOf(
                        RoomId roomId, UserId userId, List<Position> messages) {
                    Map<Position, Set<String>> all = new ConcurrentHashMap<>();
                    for (Position position : messages) {
                        String key = roomId + " " + position + " " + userId + " ";
                        kept.stream()
                                .filter(each -> each.startsWith(key))
                                .forEach(each -> all.computeIfAbsent(position, none -> new HashSet<>())
                                        .add(each.substring(key.length())));
                    }
                    return super.reactionsOf(roomId, userId, messages).thenApply(held -> {
                        held.forEach((position, emojis) -> all.computeIfAbsent(position, none -> new HashSet<>())
                                .addAll(emojis));
                        return all;
                    });
                }
            };
        }
    },
    COUNTS_DELETED_REPLIES("required_c3_aDeletedReplyLowersItsThread", "c3|c8") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            Map<Position, ThreadSummary> longest = new ConcurrentHashMap<>();
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Optional<Message>> tell(RoomId roomId, Position position) {
                    return super.tell(roomId, position)
                            .thenApply(told -> told.map(message -> {
                                message.thread().ifPresent(thread -> longest.putIfAbsent(position, thread));
                                return message.toBuilder()
                                        .thread(longest.get(position))
                                        .build();
                            }));
                }
            };
        }
    },
    SAYS_THAT_A_REPEAT_CHANGED_SOMETHING("required_c4_aRepeatWritesNothing", "c4") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Boolean> react(RoomId roomId, Position position, Reaction reaction) {
                    return super.react(roomId, position, reaction).thenApply(changed -> true);
                }
            };
        }
    },
    KNOWS_ITS_OWN_REACTIONS_ALONE("required_c4_twoNodesAtOnceCountOnce", "c4") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            Set<Object> own = ConcurrentHashMap.newKeySet();
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Boolean> react(RoomId roomId, Position position, Reaction reaction) {
                    return super.react(roomId, position, reaction)
                            .thenApply(changed -> own.add(List.of(roomId, position, reaction)));
                }
            };
        }
    },
    LOSES_EVERY_SEVENTH_REACTION("required_c4_addingAndTakingAwayFromThreeNodesAddsUp", "c2|c4|c5|c7") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            AtomicInteger reactions = new AtomicInteger();
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Boolean> react(RoomId roomId, Position position, Reaction reaction) {
                    return reactions.incrementAndGet() % 7 == 0
                            ? CompletableFuture.completedStage(true)
                            : super.react(roomId, position, reaction);
                }
            };
        }
    },
    DROPS_ONE_KIND_TOO_MANY_WITHOUT_A_WORD("required_c4_fiftyKindsAndNoMore", "c4") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Boolean> react(RoomId roomId, Position position, Reaction reaction) {
                    return super.react(roomId, position, reaction)
                            .exceptionallyCompose(error -> ChatException.causeOf(error) instanceof ChatException refusal
                                            && refusal.code() == ErrorCode.TOO_MANY_REACTIONS
                                    ? CompletableFuture.completedStage(false)
                                    : CompletableFuture.failedStage(ChatException.causeOf(error)));
                }
            };
        }
    },
    KNOWS_REACTIONS_FROM_THE_MESSAGE_ALONE("required_c4_reactionsOfOneUserAreKnownThoughNotListed", "c3|c4") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Map<Position, Set<String>>> reactionsOf(
                        RoomId roomId, UserId userId, List<Position> messages) {
                    CompletionStage<Map<Position, Set<String>>> all =
                            CompletableFuture.completedStage(new ConcurrentHashMap<>());
                    for (Position position : messages) {
                        all = all.thenCombine(super.message(roomId, position), (known, held) -> {
                            held.ifPresent(message -> message.reactions().forEach((emoji, users) -> {
                                if (users.contains(userId)) {
                                    known.computeIfAbsent(position, none -> new HashSet<>())
                                            .add(emoji);
                                }
                            }));
                            return known;
                        });
                    }
                    return all;
                }
            };
        }
    },
    TELLS_IN_TWO_STEPS("required_c5_oneTellingIsOneEventOnAllNodes", "c2|c3|c4|c5|c6|c7|c8") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Optional<Message>> tell(RoomId roomId, Position position) {
                    UserId nobody = new UserId("nobody");
                    return super.tell(roomId, position)
                            .thenCompose(told -> told.isEmpty() || told.get().deleted()
                                    ? CompletableFuture.completedStage(told)
                                    : super.react(roomId, position, new Reaction("x", nobody, true))
                                            .thenCompose(on ->
                                                    super.react(roomId, position, new Reaction("x", nobody, false)))
                                            .thenCompose(off -> super.tell(roomId, position)));
                }
            };
        }
    },
    TELLS_WHAT_WAS_TOLD("required_c5_nothingUntoldTellsNothing", "c3|c5|c6|c8") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Optional<Message>> tell(RoomId roomId, Position position) {
                    return super.tell(roomId, position)
                            .thenCompose(told -> told.isPresent()
                                    ? CompletableFuture.completedStage(told)
                                    : super.message(roomId, position));
                }
            };
        }
    },
    TELLS_ONCE_ON_EACH_NODE("required_c5_twoNodesThatTellAtOnceTellOnce", "c3|c5|c6|c8") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            Map<Position, Long> told = new ConcurrentHashMap<>();
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Optional<Message>> tell(RoomId roomId, Position position) {
                    return super.tell(roomId, position)
                            .thenCompose(now -> super.message(roomId, position))
                            .thenApply(held -> held.filter(
                                    message -> message.changeOffset() > told.getOrDefault(position, position.offset())))
                            .thenApply(news -> {
                                news.ifPresent(message -> told.put(position, message.changeOffset()));
                                return news;
                            });
                }
            };
        }
    },
    NAMES_NO_REACTION("required_c5_theOneThatChangedIsNamedAndOfSeveralNone", "c5") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return WrongBroker.hearing(sound, listener -> new DistortedListener(listener) {
                @Override
                public void onEvent(RoomEvent event) {
                    listener.onEvent(
                            event instanceof RoomEvent.Changed changed
                                    ? new RoomEvent.Changed(changed.message())
                                    : event);
                }
            });
        }
    },
    KEEPS_REACTIONS_IN_THE_NODE_UNTIL_THEY_ARE_TOLD("required_c6_whatADeadNodeHadNotToldIsToldBySomebody", "") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            Map<Position, Reaction> waiting = new ConcurrentHashMap<>();
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Boolean> react(RoomId roomId, Position position, Reaction reaction) {
                    return CompletableFuture.completedStage(waiting.put(position, reaction) == null);
                }

                @Override
                public CompletionStage<Optional<Message>> tell(RoomId roomId, Position position) {
                    Reaction reaction = waiting.remove(position);
                    return reaction == null
                            ? super.tell(roomId, position)
                            : super.react(roomId, position, reaction)
                                    .thenCompose(changed -> super.tell(roomId, position));
                }
            };
        }
    },
    RESUMES_WITHOUT_WHAT_WAS_TOLD(
            "required_c7_aToldMessageIsMissedOnceAndItsEvictionSpoilsTheChangesAlone", "c1|c5|c7") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Resumption> resume(RoomId roomId, Position since) {
                    return super.resume(roomId, since)
                            .thenApply(missed -> new Resumption(
                                    missed.messages().stream()
                                            .filter(each -> each.contentOffset() == each.changeOffset())
                                            .toList(),
                                    missed.postsComplete(),
                                    missed.changesComplete(),
                                    missed.position()));
                }
            };
        }
    },
    ENDS_THE_THREAD_OF_A_DELETED_ROOT("required_c8_theThreadOfADeletedRootGoesOn", "c8") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Optional<Message>> tell(RoomId roomId, Position position) {
                    return super.tell(roomId, position).thenApply(told -> told.filter(message -> !message.deleted()));
                }
            };
        }
    },
    POSTS_A_REPLY_AGAIN("required_c8_aReplyThatIsSentTwiceCountsOnce", "c8") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
                    return super.publish(
                            draft.replyTo().isPresent()
                                    ? draft.toBuilder().clientMessageId(null).build()
                                    : draft,
                            retention);
                }
            };
        }
    };

    private final Expected expected;

    WrongTalks(String test, String rules) {
        this.expected = new Expected(test, rules);
    }

    @Override
    public Expected expected() {
        return expected;
    }
}
