package dev.parlance.examples.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run found, in the order and, in snake case, under the names of the line that is printed. Null is what was not measured: latencies if nothing
 * was said, the server's part without {@code --pid}.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LoadResult(
        int clients,
        int rooms,
        double connectS,
        double secs,
        long sent,
        double sentPerS,
        long delivered,
        long expected,
        long lost,
        long gaps,
        long refused,
        int dead,
        double deliveriesPerS,
        @Nullable Double p50Ms,
        @Nullable Double p90Ms,
        @Nullable Double p99Ms,
        @Nullable Double p999Ms,
        @Nullable Double maxMs,
        @Nullable Double bytesPerDelivery,
        double generatorCpuS,
        @Nullable Double serverCpuS,
        @Nullable Double cpuUsPerDelivery,
        @Nullable Double rssKbPerConnection) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    static double rounded(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).doubleValue();
    }

    boolean isFlawless() {
        return lost == 0 && gaps == 0 && refused == 0 && dead == 0;
    }

    String json() {
        return JSON.writeValueAsString(this);
    }
}
