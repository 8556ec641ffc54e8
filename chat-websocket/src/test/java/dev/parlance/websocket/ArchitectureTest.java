package dev.parlance.websocket;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.parlance.house.Rings;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(packages = "dev.parlance.websocket", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule eachLayerKnowsOnlyThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.parlance.websocket..")
            .layer("address")
            .definedBy("..websocket.address")
            .layer("net")
            .definedBy("..websocket.net")
            .layer("http")
            .definedBy("..websocket.http")
            .layer("pages")
            .definedBy("..websocket.pages")
            .layer("rfc6455")
            .definedBy("..websocket.rfc6455")
            .layer("engineio")
            .definedBy("..websocket.engineio")
            .layer("socketio")
            .definedBy("..websocket.socketio..")
            .layer("chat")
            .definedBy("..websocket.chat")
            .layer("files")
            .definedBy("..websocket.files")
            .layer("tls")
            .definedBy("..websocket.tls")
            .layer("admin")
            .definedBy("..websocket.admin")
            .layer("server")
            .definedBy("dev.parlance.websocket")
            .whereLayer("address")
            .mayOnlyBeAccessedByLayers("net", "http", "engineio", "chat", "admin", "server")
            .whereLayer("net")
            .mayOnlyBeAccessedByLayers("http", "rfc6455", "engineio", "server")
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("pages", "rfc6455", "engineio", "socketio", "chat", "files", "admin", "server")
            .whereLayer("pages")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("rfc6455")
            .mayOnlyBeAccessedByLayers("engineio", "socketio", "chat", "server")
            .whereLayer("engineio")
            .mayOnlyBeAccessedByLayers("socketio", "chat", "server")
            .whereLayer("socketio")
            .mayOnlyBeAccessedByLayers("chat", "server")
            .whereLayer("chat")
            .mayOnlyBeAccessedByLayers("files", "server")
            .whereLayer("files")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("tls")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("admin")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("server")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule noPackageCycles =
            slices().matching("dev.parlance.websocket.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule wiresAndFramesKnowNothingOfTheEngine = noClasses()
            .that()
            .resideInAnyPackage(
                    "..websocket.address",
                    "..websocket.net",
                    "..websocket.http",
                    "..websocket.pages",
                    "..websocket.rfc6455",
                    "..websocket.engineio",
                    "..websocket.socketio..",
                    "..websocket.tls")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.parlance");

    @ArchTest
    static final ArchRule onlyTheChatAndTheAdminInterfaceSpeakItsWords = noClasses()
            .that()
            .resideOutsideOfPackages("..websocket.chat", "..websocket.admin")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.parlance.protocol", "dev.parlance.protocol.words");

    @ArchTest
    static final ArchRule jacksonStaysWithTheCodecs = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.parlance.websocket",
                    "..websocket.address",
                    "..websocket.net",
                    "..websocket.pages",
                    "..websocket.rfc6455",
                    "..websocket.engineio",
                    "dev.parlance.websocket.socketio")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tools.jackson..");

    @ArchTest
    static final ArchRule httpCoreStaysBelow = classes()
            .that()
            .resideInAnyPackage(
                    "dev.parlance.websocket",
                    "..websocket.pages",
                    "..websocket.rfc6455",
                    "..websocket.chat",
                    "..websocket.admin",
                    "..websocket.engineio",
                    "..websocket.socketio..",
                    "..websocket.tls")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("org.apache.hc..");

    @Test
    void noRingOfClassesIsLargeOrCrossesABorder() {
        assertThat(Rings.of(ChatServer.class).faults()).isEmpty();
    }
}
