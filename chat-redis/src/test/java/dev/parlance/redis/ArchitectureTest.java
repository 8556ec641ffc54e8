package dev.parlance.redis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.parlance.house.Rings;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(packages = "dev.parlance.redis", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule eachLayerKnowsOnlyThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.parlance.redis..")
            .layer("form")
            .definedBy("..redis.form")
            .layer("link")
            .definedBy("..redis.link")
            .layer("log")
            .definedBy("..redis.log")
            .layer("bus")
            .definedBy("..redis.bus")
            .layer("presence")
            .definedBy("..redis.presence")
            .layer("state")
            .definedBy("..redis.state")
            .layer("room")
            .definedBy("..redis.room")
            .layer("user")
            .definedBy("..redis.user")
            .layer("face")
            .definedBy("dev.parlance.redis")
            .whereLayer("form")
            .mayOnlyBeAccessedByLayers("log", "bus", "presence", "room", "face")
            .whereLayer("link")
            .mayOnlyBeAccessedByLayers("log", "bus", "presence", "state", "room", "user", "face")
            .whereLayer("log")
            .mayOnlyBeAccessedByLayers("bus", "user", "face")
            .whereLayer("bus")
            .mayOnlyBeAccessedByLayers("face")
            .whereLayer("presence")
            .mayOnlyBeAccessedByLayers("face")
            .whereLayer("state")
            .mayOnlyBeAccessedByLayers("face")
            .whereLayer("room")
            .mayOnlyBeAccessedByLayers("face")
            .whereLayer("user")
            .mayOnlyBeAccessedByLayers("face")
            .whereLayer("face")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule whatIsSaidAndStoredKnowsNoConnection = noClasses()
            .that()
            .resideInAPackage("..redis.form")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("redis.clients..");

    @Test
    void noRingOfClassesIsLargeOrCrossesABorder() {
        assertThat(Rings.of(RedisBroker.class).faults()).isEmpty();
    }
}
