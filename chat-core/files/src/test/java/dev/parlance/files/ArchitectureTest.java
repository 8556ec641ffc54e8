package dev.parlance.files;

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
import org.junit.jupiter.api.Test;

@AnalyzeClasses(packages = "dev.parlance.files", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> TIKAS =
            JavaClass.Predicates.resideInAPackage("org.apache.tika..");

    @Test
    void noRingOfClassesIsLarge() {
        assertThat(Rings.of(ContentInspector.class).faults()).isEmpty();
    }

    @ArchTest
    static final ArchRule itKnowsNeitherEngineNorTransport = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.parlance", "dev.parlance.broker..", "dev.parlance.transport");

    @ArchTest
    static final ArchRule tikaShowsInNoSignatureOfWhatIsPublic = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .arePublic()
            .should()
            .haveRawReturnType(TIKAS);
}
