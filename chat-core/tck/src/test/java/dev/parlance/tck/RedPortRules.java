package dev.parlance.tck;

import dev.parlance.broker.store.StorePort;
import dev.parlance.tck.ports.PortRules;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Runs the kit for ports against one with a fault, and says which of its tests notice. */
final class RedPortRules {
    private RedPortRules() {}

    static SortedSet<String> under(WrongPort fault) throws ReflectiveOperationException {
        PortTck kit = new PortTck() {
            @Override
            protected PortStore openStore() {
                return new FaultyStore(fault);
            }

            @Override
            protected Duration patience() {
                return Duration.ofMillis(700);
            }
        };
        SortedSet<String> red = new TreeSet<>();
        for (Class<?> rules : PortTck.class.getDeclaredClasses()) {
            if (rules.isAnnotationPresent(Nested.class)) {
                Constructor<?> constructor = rules.getDeclaredConstructor(PortTck.class);
                for (Method method : rules.getSuperclass().getDeclaredMethods()) {
                    if (method.isAnnotationPresent(Test.class)
                            && fails((PortRules) constructor.newInstance(kit), method)) {
                        red.add(method.getName());
                    }
                }
            }
        }
        return red;
    }

    private static boolean fails(PortRules rules, Method method) throws IllegalAccessException {
        rules.open();
        try {
            method.setAccessible(true); // tests are package-private
            method.invoke(rules);
            return false;
        } catch (InvocationTargetException e) {
            return !(e.getCause() instanceof TestAbortedException);
        } finally {
            rules.close();
        }
    }

    /** The store in memory, with the fault in each of its ports. */
    private static final class FaultyStore implements PortStore {
        private volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");
        private final MemoryPorts ports = new MemoryPorts(() -> now);
        private final WrongPort fault;
        private final Map<StorePort, StorePort> sound = new ConcurrentHashMap<>();

        FaultyStore(WrongPort fault) {
            this.fault = fault;
        }

        @Override
        public StorePort newPort() {
            StorePort port = ports.newPort();
            StorePort faulty = fault.port().apply(port);
            sound.put(faulty, port);
            return faulty;
        }

        @Override
        public void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public boolean hasManualTime() {
            return true;
        }

        @Override
        public void breakLine(StorePort port) {
            ports.breakLine(sound.get(port));
        }

        @Override
        public void loseNextAnswer(StorePort port, boolean committed) {
            ports.loseNextAnswer(sound.get(port), committed);
        }

        @Override
        public Runnable snapshot() {
            return ports.snapshot();
        }

        @Override
        public void close() {
            sound.values().forEach(StorePort::close);
        }
    }
}
