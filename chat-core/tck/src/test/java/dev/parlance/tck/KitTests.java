package dev.parlance.tck;

import dev.parlance.tck.transport.TransportTck;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The tests of the kit, as an implementor's class inherits them. */
final class KitTests {
    private KitTests() {}

    static List<String> names() {
        Stream<Class<?>> rules = Stream.of(
                        BrokerTck.class,
                        ArchivingTck.class,
                        ArchiveTck.class,
                        ConversationTck.class,
                        PortTck.class,
                        TransportTck.class,
                        AttachmentTck.class)
                .flatMap(kit -> Stream.of(kit.getDeclaredClasses()))
                .filter(each -> each.isAnnotationPresent(Nested.class))
                .map(Class::getSuperclass);
        return Stream.concat(rules, Stream.of(BrokerModelTck.class))
                .flatMap(each -> Stream.of(each.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .sorted()
                .toList();
    }
}
