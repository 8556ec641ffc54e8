package dev.parlance.tck;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.InMemoryStore;
import dev.parlance.model.RoomId;
import dev.parlance.tck.rules.Rules;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Runs the kit against a broker with a fault, and says which of its tests notice. */
public final class RedRules {
    private RedRules() {}

    static SortedSet<String> under(WrongBroker fault) throws ReflectiveOperationException {
        return under(() -> new FaultyStore(fault), Duration.ofMillis(700), fault.expected()::concerns);
    }

    /** Which of some rules go red over a store. */
    public static SortedSet<String> under(Supplier<BrokerStore> stores, Duration patience, Predicate<String> rule)
            throws ReflectiveOperationException {
        BrokerTck kit = new BrokerTck() {
            @Override
            protected BrokerStore openStore() {
                return stores.get();
            }

            @Override
            protected Duration patience() {
                return patience;
            }
        };
        SortedSet<String> red = new TreeSet<>();
        for (Class<?> rules : BrokerTck.class.getDeclaredClasses()) {
            if (rules.isAnnotationPresent(Nested.class)) {
                Constructor<?> constructor = rules.getDeclaredConstructor(BrokerTck.class);
                for (Method method : rules.getSuperclass().getDeclaredMethods()) {
                    if (method.isAnnotationPresent(Test.class)
                            && rule.test(method.getName())
                            && fails((Rules) constructor.newInstance(kit), method)) {
                        red.add(method.getName());
                    }
                }
            }
        }
        return red;
    }

    private static boolean fails(Rules rules, Method method) throws IllegalAccessException {
        rules.open();
        boolean failed = false;
        try {
            method.setAccessible(true); // tests are package-private
            method.invoke(rules);
        } catch (InvocationTargetException e) {
            failed = !(e.getCause() instanceof TestAbortedException);
        }
        try {
            rules.close();
        } catch (RuntimeException | AssertionError e) {
            failed = true;
        }
        return failed;
    }

    /** The store in memory, with the fault in each of its nodes. */
    static final class FaultyStore implements BrokerStore {
        private final InMemoryStore store;
        private final WrongBroker fault;
        private final Map<ChatBroker, ChatBroker> sound = new ConcurrentHashMap<>();

        FaultyStore(WrongBroker fault) {
            this.store = new InMemoryStore(fault.epochs());
            this.fault = fault;
        }

        @Override
        public ChatBroker newNode() {
            ChatBroker node = store.newNode();
            ChatBroker faulty = fault.node(node);
            sound.put(faulty, node);
            return faulty;
        }

        @Override
        public void kill(ChatBroker node) {
            store.kill(sound.get(node));
        }

        @Override
        public void advance(Duration time) {
            store.advance(time);
        }

        @Override
        public boolean hasManualTime() {
            return true;
        }

        @Override
        public void setBack(Duration time) {
            store.setBack(time);
        }

        @Override
        public long size() {
            return store.size();
        }

        @Override
        public void loseLog(RoomId roomId) {
            store.loseLog(roomId);
        }
    }
}
