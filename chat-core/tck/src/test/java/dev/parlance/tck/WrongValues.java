package dev.parlance.tck;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** B12 and kept values: what is kept is not what is read. */
enum WrongValues implements WrongBroker {
    TAKES_WITHOUT_FORGETTING("required_state_whatIsTakenIsGone", "state|b12") {
        @Override
        public ChatBroker node(ChatBroker sound) {
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
        public ChatBroker node(ChatBroker sound) {
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
    ENDS_TEXTS_AT_ZERO("required_b12_zeroIsACharacterLikeAnyOtherOnEveryRoad", "b12|b4|state") {
        @Override
        public ChatBroker node(ChatBroker sound) {
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
        public ChatBroker node(ChatBroker sound) {
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
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
                    return super.put(key, value.substring(0, Math.min(value.length(), MAX_VALUE_LENGTH)), timeToLive);
                }
            };
        }
    },
    KEEPS_VALUES_FOR_EVER("required_state_aValueWhoseTimeHasPassedIsGone", "state") {
        @Override
        public ChatBroker node(ChatBroker sound) {
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
        public ChatBroker node(ChatBroker sound) {
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

    private final Expected expected;

    WrongValues(String test, String rules) {
        this.expected = new Expected(test, rules);
    }

    @Override
    public Expected expected() {
        return expected;
    }
}
