package dev.parlance.websocket.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the admin interface, and whether what it says of an answer is so. */
public final class DescribedAnswers {
    static final String TEXT = text();
    static final JsonNode DOCUMENT = JsonMapper.shared().readTree(TEXT);

    private static final String ADDRESS = "https://parlance.example/openapi.json";
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDialect(Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(ADDRESS, TEXT)));

    private DescribedAnswers() {}

    /** Fails unless the description has an answer of that status for that call, and the body is as it says. */
    public static void check(String method, String target, int status, String body) {
        String path = pathOf(target.replaceFirst("\\?.*", ""));
        String verb = method.toLowerCase(Locale.ROOT);
        String schema = "/components/schemas/Error"; // where nothing is, or nothing of that method
        if (path != null && DOCUMENT.at(pointer(path, verb)).isObject()) {
            String at = pointer(path, verb) + "/responses/" + status;
            assertThat(DOCUMENT.at(at).isObject())
                    .as("%s %s answers %s, which is not described", method, path, status)
                    .isTrue();
            JsonNode shared = DOCUMENT.at(at + "/$ref");
            schema = (shared.isString() ? shared.stringValue().substring(1) : at) + "/content/application~1json/schema";
        }
        assertThat(SCHEMAS.getSchema(SchemaLocation.of(ADDRESS + "#" + schema)).validate(body, InputFormat.JSON))
                .as("%s %s: %s is not %s", method, target, body, schema)
                .isEmpty();
    }

    private static String pointer(String path, String verb) {
        return "/paths/" + path.replace("/", "~1") + "/" + verb;
    }

    private static String pathOf(String path) {
        return DOCUMENT.at("/paths").propertyNames().stream()
                .filter(template -> Pattern.matches(template.replaceAll("\\{\\w+}", "[^/]+"), path))
                .findFirst()
                .orElse(null);
    }

    private static String text() {
        try (InputStream file = AdminRoutes.class.getResourceAsStream("openapi.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
