package dev.parlance.jwt;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
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

@AnalyzeClasses(packages = "dev.parlance.jwt", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> NIMBUSES =
            JavaClass.Predicates.resideInAPackage("com.nimbusds..");

    @Test
    void noRingOfClassesIsLarge() {
        assertThat(Rings.of(JwtAuthenticator.class).faults()).isEmpty();
    }

    @ArchTest
    static final ArchRule itIsAPolicyAndKnowsNeitherEngineNorTransport = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.parlance", "dev.parlance.broker..", "dev.parlance.transport");

    @ArchTest
    static final ArchRule nimbusShowsInNoSignatureOfWhatIsPublic = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .arePublic()
            .should()
            .haveRawReturnType(NIMBUSES)
            .orShould()
            .haveRawParameterTypes(DescribedPredicate.describe(
                    "Nimbus's among them",
                    (List<JavaClass> types) -> types.stream().anyMatch(NIMBUSES)));
}
