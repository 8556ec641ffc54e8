package dev.parlance;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.parlance.house.Rings;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(packages = "dev.parlance", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule arrowsRunFromTheEngineToTheModel = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("engine")
            .definedBy("dev.parlance")
            .layer("policy")
            .definedBy("dev.parlance.policy")
            .layer("broker")
            .definedBy("dev.parlance.broker")
            .layer("transport")
            .definedBy("dev.parlance.transport")
            .layer("model")
            .definedBy("dev.parlance.model")
            .whereLayer("engine")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("policy")
            .mayOnlyBeAccessedByLayers("engine")
            .whereLayer("broker")
            .mayOnlyBeAccessedByLayers("engine")
            .whereLayer("transport")
            .mayOnlyBeAccessedByLayers("engine");

    @ArchTest
    static final ArchRule noPackagesFormACycle =
            slices().matching("dev.parlance.(*)..").should().beFreeOfCycles();

    @Test
    void noRingIsLargeOrCrossesABorder() {
        assertThat(Rings.of(ChatEngine.class).faults()).isEmpty();
    }
}
