package dev.parlance.archive.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.parlance.house.Rings;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(packages = "dev.parlance.archive.jdbc", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @Test
    void noRingOfClassesIsLarge() {
        assertThat(Rings.of(JdbcArchive.class).faults()).isEmpty();
    }

    @ArchTest
    static final ArchRule itKnowsNeitherEngineNorTransportNorDriver = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.parlance",
                    "dev.parlance.policy..",
                    "dev.parlance.transport..",
                    "org.postgresql..",
                    "org.h2..");
}
