package dev.parlance;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import dev.parlance.house.Rings;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(packages = "dev.parlance", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule arrowsRunFromTheFaceToTheModel = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.parlance..")
            .layer("face")
            .definedBy("dev.parlance")
            .layer("node")
            .definedBy("dev.parlance.node")
            .layer("command")
            .definedBy("dev.parlance.command")
            .layer("watch")
            .definedBy("dev.parlance.watch")
            .layer("session")
            .definedBy("dev.parlance.session")
            .layer("room")
            .definedBy("dev.parlance.room")
            .layer("fanout")
            .definedBy("dev.parlance.fanout")
            .layer("file")
            .definedBy("dev.parlance.file")
            .layer("host")
            .definedBy("dev.parlance.host")
            .layer("policy")
            .definedBy("dev.parlance.policy")
            .layer("archive")
            .definedBy("dev.parlance.archive..")
            .layer("broker")
            .definedBy("dev.parlance.broker..")
            .layer("transport")
            .definedBy("dev.parlance.transport")
            .layer("complaint")
            .definedBy("dev.parlance.complaint")
            .layer("attachment")
            .definedBy("dev.parlance.attachment")
            .layer("model")
            .definedBy("dev.parlance.model")
            .whereLayer("face")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("node")
            .mayOnlyBeAccessedByLayers("face")
            .whereLayer("command")
            .mayOnlyBeAccessedByLayers("face", "node")
            .whereLayer("watch")
            .mayOnlyBeAccessedByLayers("face", "node", "command")
            .whereLayer("session")
            .mayOnlyBeAccessedByLayers("face", "node", "command", "watch")
            .whereLayer("room")
            .mayOnlyBeAccessedByLayers("face", "node", "command", "watch", "session")
            .whereLayer("fanout")
            .mayOnlyBeAccessedByLayers("face", "node", "command", "watch", "session", "room")
            .whereLayer("file")
            .mayOnlyBeAccessedByLayers("face", "node", "command")
            .whereLayer("host")
            .mayOnlyBeAccessedByLayers("face", "node", "command", "watch", "session", "room", "fanout", "file")
            .whereLayer("policy")
            .mayOnlyBeAccessedByLayers("face", "node", "command", "watch", "session", "room", "fanout", "file", "host")
            .whereLayer("archive")
            .mayOnlyBeAccessedByLayers("face", "node", "command")
            .whereLayer("broker")
            .mayOnlyBeAccessedByLayers(
                    "face", "node", "command", "watch", "session", "room", "fanout", "file", "host", "archive")
            .whereLayer("transport")
            .mayOnlyBeAccessedByLayers("face", "node", "command", "watch", "session", "room", "fanout", "host")
            .whereLayer("attachment")
            .mayOnlyAccessLayers("model")
            .whereLayer("complaint")
            .mayNotAccessAnyLayer()
            .whereLayer("model")
            .mayNotAccessAnyLayer();

    /** What a host prints or logs tells what it is. */
    @ArchTest
    static final ArchRule aValueHasWordsOfItsOwn = classes()
            .that()
            .resideInAPackage("dev.parlance.model")
            .and()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .should(ArchCondition.from(describe(
                    "have a toString", type -> type.tryGetMethod("toString").isPresent())));

    @ArchTest
    static final ArchRule noPackagesFormACycle =
            slices().matching("dev.parlance.(*)..").should().beFreeOfCycles();

    @Test
    void noRingIsLargeOrCrossesABorder() {
        assertThat(Rings.of(ChatEngine.class).faults()).isEmpty();
    }
}
