package dev.parlance;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.mockito.Mockito.mock;

import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.RoomSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a host gives is looked at where it gives it: every public method, whatever is added to them. */
class NullRefusalTest {
    private static final ChatEngine ENGINE = ChatEngine.builder().build();

    /** What stands beside the null. */
    private static Object given(Class<?> type) {
        Map<Class<?>, Object> known = Map.of(
                String.class,
                "x",
                User.class,
                User.of("x", "X"),
                UserId.class,
                new UserId("x"),
                boolean.class,
                true,
                int.class,
                1,
                long.class,
                1L,
                Duration.class,
                Duration.ofSeconds(1),
                Map.class,
                Map.of(),
                Action.class,
                new Action.Read(new RoomId("x")));
        return known.containsKey(type) ? known.get(type) : mock(type);
    }

    static Stream<Arguments> calls() {
        return Stream.of(ENGINE, ENGINE.room(new RoomId("x")), ENGINE.nodes())
                .flatMap(each ->
                        parametersOf(each.getClass()).map(at -> Arguments.of(each, at.getDeclaringExecutable(), at)));
    }

    static Stream<Arguments> settings() {
        return Stream.of(ChatEngine.Builder.class, RoomSettings.Builder.class, ChatLimits.Builder.class)
                .flatMap(NullRefusalTest::parametersOf)
                .map(at -> Arguments.of(at.getDeclaringExecutable()));
    }

    private static Stream<Parameter> parametersOf(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .flatMap(method -> Arrays.stream(method.getParameters()))
                .filter(parameter -> !parameter.getType().isPrimitive());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aNullIsRefusedAtOnceByItsName(Object target, Method method, Parameter isNull) {
        Object[] arguments = Arrays.stream(method.getParameters())
                .map(each -> each.equals(isNull) ? null : given(each.getType()))
                .toArray();
        assertThatNullPointerException()
                .isThrownBy(() -> call(target, method, arguments))
                .withMessage(isNull.getName());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aNullSettingIsRefusedAtTheBuildByItsName(Method setting) throws Exception {
        Object builder = setting.getDeclaringClass()
                .getEnclosingClass()
                .getMethod("builder")
                .invoke(null);
        call(builder, setting, new Object[setting.getParameterCount()]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call(builder, builder.getClass().getMethod("build")))
                .withMessageContainingAll(setting.getName(), "null");
    }

    private static Object call(Object target, Method method, Object... arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw e;
        }
    }
}
