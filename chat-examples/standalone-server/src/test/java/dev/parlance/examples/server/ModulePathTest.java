package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An automatic module requires nothing itself: what it needs is on a host's module path only if a module of ours requires it. */
class ModulePathTest {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    /** For Jedis's commands of RedisJSON, which nothing here calls: a host that does requires them itself. */
    private static final Set<String> NOT_NEEDED = Set.of("com.google.gson", "org.json");

    private final ModuleFinder finder = ModuleFinder.compose(
            ModuleFinder.of(Arrays.stream(CLASS_PATH.split(File.pathSeparator))
                    .map(Path::of)
                    .filter(entry -> Files.isRegularFile(entry) || Files.exists(entry.resolve("module-info.class")))
                    .toArray(Path[]::new)),
            ModuleFinder.ofSystem());

    @Test
    void whateverAnAutomaticModuleNeedsIsRequiredByAModuleOfOurs() {
        Map<String, ModuleReference> resolved = new HashMap<>();
        resolve("dev.parlance.redis", resolved);
        resolve("dev.parlance.websocket", resolved);
        Set<String> needed = new TreeSet<>();
        resolved.values().stream()
                .filter(module -> module.descriptor().isAutomatic())
                .forEach(module -> needed.addAll(needs(module)));
        assertThat(needed).contains("java.base"); // or nothing was looked at
        needed.removeAll(NOT_NEEDED);
        assertThat(resolved.keySet()).containsAll(needed);
    }

    @Test
    void aHostRequiresTheModulesThatItNamesAndSeesTheEngineToo(@TempDir Path folder) throws IOException {
        String module = """
                module com.example.chat {
                    requires dev.parlance.websocket;
                    requires dev.parlance.redis; // for many nodes
                }
                """;
        String host = """
                package com.example.chat;

                import dev.parlance.*;
                import dev.parlance.redis.*;
                import dev.parlance.websocket.*;

                class Host {
                    static ChatServer server(RedisConfig config) {
                        return ChatServer.builder(ChatEngine.builder().broker(RedisBroker.of(config)).build()).build();
                    }
                }
                """;
        StringWriter output = new StringWriter();
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        new PrintWriter(output),
                        new PrintWriter(output),
                        "-d",
                        folder.toString(),
                        "--module-path",
                        modulePath(),
                        Files.writeString(folder.resolve("module-info.java"), module)
                                .toString(),
                        Files.writeString(folder.resolve("Host.java"), host).toString());

        assertThat(status).as(output.toString()).isZero();
    }

    /** As a host has it: without the jars of our tests, which share packages with what they test. */
    private static String modulePath() {
        return Arrays.stream(CLASS_PATH.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("-tests.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Static requirements are not resolved when a program runs. */
    private void resolve(String name, Map<String, ModuleReference> resolved) {
        ModuleReference module = finder.find(name).orElseThrow(() -> new AssertionError("no module " + name));
        if (resolved.put(name, module) == null) {
            module.descriptor().requires().stream()
                    .filter(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
                    .forEach(requires -> resolve(requires.name(), resolved));
        }
    }

    /** The modules whose classes it names, without those that it can do without, which are not there. */
    private Set<String> needs(ModuleReference module) {
        StringWriter output = new StringWriter();
        int status = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(output),
                        new PrintWriter(output),
                        "-summary",
                        "--ignore-missing-deps",
                        "--multi-release",
                        "17",
                        "-classpath",
                        CLASS_PATH,
                        Path.of(module.location().orElseThrow()).toString());
        assertThat(status).as(output.toString()).isZero();
        return output.toString()
                .lines()
                .map(line -> line.substring(line.indexOf("->") + 2).strip())
                .filter(target -> !target.equals("not found"))
                .map(this::moduleOf)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** An automatic module needs no requirement: where one is resolved, all are. */
    private Optional<String> moduleOf(String target) {
        if (!target.endsWith(".jar")) {
            return Optional.of(target);
        }
        ModuleDescriptor descriptor =
                ModuleFinder.of(Path.of(target)).findAll().iterator().next().descriptor();
        return descriptor.isAutomatic() ? Optional.empty() : Optional.of(descriptor.name());
    }
}
