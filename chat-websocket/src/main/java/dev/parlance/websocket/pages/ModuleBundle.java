package dev.parlance.websocket.pages;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A JavaScript module with all that it imports as one file: each in a function of its own, in the order in which a browser would run them. */
final class ModuleBundle {
    private final Map<String, byte[]> files;
    private final Map<String, String> variables = new HashMap<>();
    private final Set<String> open = new LinkedHashSet<>();
    private final StringBuilder script = new StringBuilder();
    private final SourceMap map = new SourceMap();

    private ModuleBundle(Map<String, byte[]> files) {
        this.files = files;
    }

    static ModuleBundle of(String entry, Map<String, byte[]> files) {
        ModuleBundle bundle = new ModuleBundle(files);
        bundle.variable(entry);
        return bundle;
    }

    /** Puts the bundle at a path, and its source map beside it. */
    void addTo(Map<String, byte[]> made, String path) {
        String mapPath = path + ".map";
        String reference = "//# sourceMappingURL=" + mapPath.substring(mapPath.lastIndexOf('/') + 1) + "\n";
        made.put(path, (script + reference).getBytes(StandardCharsets.UTF_8));
        made.put(mapPath, map.json(path).getBytes(StandardCharsets.UTF_8));
    }

    private String variable(String path) {
        String known = variables.get(path);
        return known == null ? add(path) : known;
    }

    private String add(String path) {
        if (!open.add(path)) {
            throw new IllegalArgumentException("modules in a circle cannot be bundled: " + open);
        }
        byte[] file = files.get(path);
        if (file == null) {
            throw new IllegalArgumentException("there is no module " + path);
        }
        Module module =
                new Module(path, new String(file, StandardCharsets.UTF_8), from -> variable(resolved(path, from)));
        open.remove(path);
        String variable = "$module" + variables.size();
        variables.put(path, variable);
        append("const " + variable + " = " + module.head());
        map.beginSource(path);
        append(module.body());
        map.endSource();
        append(module.foot() + ";");
        return variable;
    }

    private void append(String lines) {
        script.append(lines).append('\n');
        map.lines((int) lines.chars().filter(c -> c == '\n').count() + 1);
    }

    private static String resolved(String path, String from) {
        if (!from.startsWith("./") && !from.startsWith("../")) {
            throw new IllegalArgumentException(path + " cannot be bundled: it imports " + from);
        }
        return URI.create(path).resolve(from).getPath();
    }
}
