package dev.parlance.examples.server;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of the jar that runs. */
final class BuildVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = BuildVersion.class.getPackage().getImplementationVersion();
        return new String[] {"Parlance " + Objects.requireNonNullElse(version, "(not built as a jar)")};
    }
}
