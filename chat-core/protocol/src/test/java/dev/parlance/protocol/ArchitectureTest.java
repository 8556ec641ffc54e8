package dev.parlance.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.parlance.house.Rings;
import java.util.List;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(packages = "dev.parlance.protocol", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @Test
    void noRingOfClassesIsLargeOrCrossesABorder() {
        assertThat(Rings.of(NativeProtocol.class).faults()).isEmpty();
    }

    private static final DescribedPredicate<JavaClass> JACKSONS =
            JavaClass.Predicates.resideInAPackage("tools.jackson..");

    @ArchTest
    static final ArchRule eachLayerKnowsOnlyThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.parlance.protocol..")
            .layer("json")
            .definedBy("dev.parlance.protocol.json")
            .layer("words")
            .definedBy("dev.parlance.protocol.words")
            .layer("envelope")
            .definedBy("dev.parlance.protocol")
            .whereLayer("words")
            .mayOnlyBeAccessedByLayers("envelope")
            .whereLayer("envelope")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule jsonIsAboutNothing = noClasses()
            .that()
            .resideInAPackage("dev.parlance.protocol.json")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.parlance", "dev.parlance.model", "dev.parlance.transport");

    @ArchTest
    static final ArchRule theEnvelopeKnowsTheBorderAloneAndNotTheEngine = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.parlance", "dev.parlance.broker..", "dev.parlance.policy");

    @ArchTest
    static final ArchRule jacksonShowsInNoPublicSignature = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage("dev.parlance.protocol")
            .and()
            .arePublic()
            .should()
            .haveRawReturnType(JACKSONS)
            .orShould()
            .haveRawParameterTypes(DescribedPredicate.describe(
                    "Jackson's among them",
                    (List<JavaClass> types) -> types.stream().anyMatch(JACKSONS)));
}
