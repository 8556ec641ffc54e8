package dev.parlance.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For each fault that a transport may have the test of its rule goes red, and for each test there is such a fault. */
@Tag("faults")
class TheTransportKitCatchesTest {
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    static Stream<WrongTransport> wrongTransports() {
        return WrongTransport.all();
    }

    static List<Class<?>> rules() {
        return Stream.of(TransportTck.class.getDeclaredClasses())
                .filter(each -> each.isAnnotationPresent(Nested.class))
                .<Class<?>>map(each -> each)
                .toList();
    }

    static Stream<Method> tests(Class<?> rules) {
        return Stream.of(rules.getSuperclass().getDeclaredMethods())
                .filter(each -> each.isAnnotationPresent(Test.class));
    }

    @Test
    void everyTestIsRedUnderSomeFault() {
        Set<String> proved = WrongTransport.all().map(WrongTransport::test).collect(Collectors.toSet());
        assertThat(rules().stream().flatMap(TheTransportKitCatchesTest::tests).map(Method::getName))
                .containsExactlyInAnyOrderElementsOf(proved);
    }

    @ParameterizedTest
    @MethodSource("wrongTransports")
    void aTransportThat(WrongTransport fault) throws ReflectiveOperationException {
        for (Class<?> rules : rules()) {
            Method test = tests(rules)
                    .filter(each -> each.getName().equals(fault.test()))
                    .findFirst()
                    .orElse(null);
            if (test != null) {
                assertThat(fails(rules, test, fault))
                        .as("%s is red under %s", fault.test(), fault)
                        .isTrue();
                return;
            }
        }
        throw new AssertionError("there is no test " + fault.test());
    }

    private static boolean fails(Class<?> rules, Method test, WrongTransport fault)
            throws ReflectiveOperationException {
        TransportTck kit = new TransportTck() {
            @Override
            protected ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
                return fault.serve(engine, bounds);
            }

            @Override
            protected Duration patience() {
                return PATIENCE;
            }
        };
        Constructor<?> constructor = rules.getDeclaredConstructor(TransportTck.class);
        TransportRules run = (TransportRules) constructor.newInstance(kit);
        boolean failed = false;
        try {
            test.invoke(run);
        } catch (InvocationTargetException e) {
            failed = e.getCause() instanceof AssertionError;
        }
        try {
            run.close();
        } catch (AssertionError | java.io.IOException e) {
            // what a fault leaves behind is not what its test is about
        }
        return failed;
    }
}
