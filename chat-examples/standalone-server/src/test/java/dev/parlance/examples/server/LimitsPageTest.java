package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.websocket.AddressLimits;
import dev.parlance.websocket.ChatServer;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page on limits says what the code says, of each of them. */
class LimitsPageTest {
    private static final Pattern ROW = Pattern.compile("\\| `([A-Za-z_.]+)`[^|]*\\|(.*)\\|");
    private static final List<String> EXPORTED = List.of("model", "policy", "transport");

    /** Settings of a server that are no limits. */
    private static final Set<String> NO_LIMITS = Set.of("port", "ioThreads", "strictTransport");

    /** The fields of the builder whose numbers stand in a row, in this order. */
    private static final Map<String, List<String>> OF_AN_ADDRESS = Map.of(
            "connections", List.of("connections"),
            "handshakes", List.of("handshakesPerSecond", "handshakeBurst"),
            "socketIoSessions", List.of("sessions"),
            "failedLogins", List.of("failedLoginsPerMinute", "failedLoginBurst"),
            "requests", List.of("requestsPerSecond", "requestBurst"),
            "responseBytes", List.of("bytesPerSecond", "byteBurst"),
            "cutOff", List.of("refusalsPerMinute", "cutOff"));

    private static Map<String, String> rows(String section) {
        Matcher found = Pattern.compile("(?s)\n## " + Pattern.quote(section) + "\n(.*?)(?=\n## |\\z)")
                .matcher(Repository.text("docs/LIMITS.md"));
        assertThat(found.find()).as(section).isTrue();
        Map<String, String> rows = new TreeMap<>();
        found.group(1)
                .lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .forEach(row -> rows.put(row.group(1), row.group(2)));
        return rows;
    }

    private static String words(Object value) {
        if (value instanceof Duration time) {
            boolean isMinutes = time.toSeconds() % 60 == 0 && time.compareTo(Duration.ofHours(1)) < 0;
            boolean isDays = time.toDays() > 0;
            return isDays ? time.toDays() + " d" : isMinutes ? time.toMinutes() + " min" : time.toSeconds() + " s";
        }
        return String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
    }

    @Test
    void ofWhatIsCounted() {
        Map<String, String> rows = rows("What a connection and a user may do");
        assertThat(rows.keySet()).isEqualTo(names(Metered.values()));
        for (Metered what : Metered.values()) {
            Rate connection = ChatLimits.DEFAULT.connectionRate(what);
            Rate user = ChatLimits.DEFAULT.userRate(what);
            assertThat(rows.get(what.name()))
                    .as(what.name())
                    .startsWith(" " + words(connection.perSecond()) + " | " + words(connection.burst()) + " | "
                            + words(user.perSecond()) + " | " + words(user.burst()) + " |");
        }
    }

    @Test
    void ofTheEngine() throws ReflectiveOperationException {
        Map<String, String> rows = rows("Settings of the engine");
        Set<String> settings = new TreeSet<>();
        for (Method each : ChatLimits.class.getMethods()) {
            boolean isSetting = each.getDeclaringClass() == ChatLimits.class
                    && !Modifier.isStatic(each.getModifiers())
                    && !each.getName().equals("toString")
                    && each.getParameterCount() == 0;
            if (isSetting) {
                settings.add(each.getName());
                assertSaid(rows, each.getName(), each.invoke(ChatLimits.DEFAULT));
            }
        }
        assertThat(rows.keySet()).isEqualTo(settings);
    }

    @Test
    void ofAnAddress() throws ReflectiveOperationException {
        Map<String, String> rows = rows("Settings of an address");
        assertThat(rows.keySet()).isEqualTo(setters(AddressLimits.Builder.class));
        assertThat(OF_AN_ADDRESS.keySet()).isEqualTo(rows.keySet());
        Map<String, String> numbers = defaultsOfAnAddress();
        assertThat(OF_AN_ADDRESS.values().stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(numbers.keySet());
        OF_AN_ADDRESS.forEach((row, fields) -> assertThat(rows.get(row))
                .as(row)
                .matches(fields.stream().map(numbers::get).collect(Collectors.joining(" .*", ".* ", " .*"))));
    }

    private static Map<String, String> defaultsOfAnAddress() throws ReflectiveOperationException {
        Object builder = AddressLimits.builder();
        Map<String, String> numbers = new TreeMap<>();
        for (Field each : builder.getClass().getDeclaredFields()) {
            each.setAccessible(true);
            Object value = Modifier.isStatic(each.getModifiers()) ? null : each.get(builder);
            if (value instanceof Number || value instanceof Duration) {
                numbers.put(each.getName(), words(value));
            }
        }
        return numbers;
    }

    @Test
    void ofAServer() throws ReflectiveOperationException {
        Set<String> limits = new TreeSet<>();
        for (Method each : ChatServer.Builder.class.getMethods()) {
            Class<?>[] given = each.getParameterTypes();
            boolean isNumber =
                    given.length > 0 && (given[0] == int.class || given[0] == long.class || given[0] == Duration.class);
            if (isNumber && each.getReturnType() == ChatServer.Builder.class) {
                limits.add(each.getName());
            }
        }
        limits.removeAll(NO_LIMITS);
        Map<String, String> rows = rows("Settings of a server");
        assertThat(rows.keySet()).isEqualTo(limits);
        Object settings = settingsOfAServer();
        for (Field each : settings.getClass().getDeclaredFields()) {
            if (rows.containsKey(each.getName())) {
                each.setAccessible(true);
                assertSaid(rows, each.getName(), each.get(settings));
            }
        }
    }

    private static Object settingsOfAServer() throws ReflectiveOperationException {
        Constructor<?> made = Class.forName(ChatServer.class.getPackageName() + ".ServerSettings")
                .getDeclaredConstructor(ChatEngine.class);
        made.setAccessible(true);
        return made.newInstance(ChatEngine.builder().build());
    }

    @Test
    void ofSizes() throws ReflectiveOperationException {
        Map<String, String> rows = rows("Sizes");
        Set<String> sizes = new TreeSet<>();
        for (Class<?> each : exported()) {
            for (Field field : each.getFields()) {
                if (field.getDeclaringClass() == each && isSize(field)) {
                    String name = each.getSimpleName() + "." + field.getName();
                    sizes.add(name);
                    assertSaid(rows, name, field.get(null));
                }
            }
        }
        assertThat(rows.keySet()).isEqualTo(sizes);
    }

    private static boolean isSize(Field field) {
        return Modifier.isStatic(field.getModifiers())
                && (field.getName().startsWith("MAX_") || field.getName().equals("LONGEST"))
                && (field.getType() == int.class || field.getType() == long.class || field.getType() == Duration.class);
    }

    private static void assertSaid(Map<String, String> rows, String name, Object value) {
        String row = rows.get(name);
        assertThat(row).as(name).isNotNull();
        if (!row.contains("of the heap") && !row.contains("descriptors")) {
            String number = words(value);
            assertThat(row).as(name).matches(" " + Pattern.quote(number) + "(?: .*)?");
        }
    }

    private static List<Class<?>> exported() throws ClassNotFoundException {
        List<Class<?>> classes = new ArrayList<>();
        for (String folder : EXPORTED) {
            String path = "chat-core/src/main/java/dev/parlance/" + folder;
            for (var file : Repository.files()) {
                boolean isThere = Repository.file(path).equals(file.getParent());
                String name = file.getFileName().toString();
                if (isThere && name.endsWith(".java") && !name.contains("-")) {
                    Class<?> found = Class.forName("dev.parlance." + folder + "." + name.replace(".java", ""));
                    if (Modifier.isPublic(found.getModifiers())) {
                        classes.add(found);
                    }
                }
            }
        }
        return classes;
    }

    private static Set<String> setters(Class<?> builder) {
        return Arrays.stream(builder.getMethods())
                .filter(each -> each.getReturnType() == builder)
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
