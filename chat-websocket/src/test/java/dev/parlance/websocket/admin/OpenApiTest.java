package dev.parlance.websocket.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.model.ErrorCode;
import dev.parlance.websocket.AdminServer;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the admin interface: that it is OpenAPI, and of this interface. That each answer is as it says is looked at wherever a test calls. */
class OpenApiTest {
    private static SwaggerParseResult read(String document) {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        return new OpenAPIV3Parser().readContents(document, null, options);
    }

    @Test
    void itKeepsToTheRulesOfOpenApi() {
        SwaggerParseResult read = read(DescribedAnswers.TEXT);
        assertThat(read.getMessages()).isEmpty();
        assertThat(read.getOpenAPI().getOpenapi()).startsWith("3.1.");
        assertThat(read(DescribedAnswers.TEXT.replaceFirst("\"title\"", "\"titel\""))
                        .getMessages())
                .as("who reads it finds a fault")
                .isNotEmpty();
    }

    @Test
    void itHasEveryRouteAndNoOther() {
        try (ChatEngine engine = ChatEngine.builder().build()) {
            Stream<String> described = DescribedAnswers.DOCUMENT.at("/paths").properties().stream()
                    .flatMap(path -> path.getValue().propertyNames().stream()
                            .filter(verb -> !verb.equals("parameters"))
                            .map(verb -> path.getValue()
                                            .at("/" + verb + "/operationId")
                                            .stringValue() + ": " + verb.toUpperCase(Locale.ROOT) + " "
                                    + path.getKey()));
            assertThat(AdminRoutes.all(engine).stream()
                            .map(route -> route.name() + ": " + route.method() + " " + route.path()))
                    .containsExactlyInAnyOrderElementsOf(described.toList());
        }
    }

    @Test
    void itsErrorCodesAreTheEnum() {
        JsonNode codes =
                DescribedAnswers.DOCUMENT.at("/components/schemas/Error/properties/error/properties/code/enum");
        assertThat(StreamSupport.stream(codes.spliterator(), false).map(JsonNode::stringValue))
                .containsExactlyElementsOf(
                        Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
    }

    @Test
    void itIsServedToWhoMayCall() throws IOException {
        try (AdminServer server = new AdminServer()) {
            assertThat(JsonMapper.shared()
                            .readTree(server.get(AdminRoutes.DESCRIPTION).body()))
                    .isEqualTo(DescribedAnswers.DOCUMENT);
            assertThat(server.call("GET", AdminRoutes.DESCRIPTION, "").status()).isEqualTo(401);
        }
    }
}
