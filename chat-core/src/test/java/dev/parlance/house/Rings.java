package dev.parlance.house;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rings that a module's compiled classes form: sets of classes of which each needs all others, directly or by way of them. A class counts with
 * what is nested in it. Two kinds are faults: a ring that crosses the border of a package, and one of more than {@value #MOST} classes inside a
 * package, where a sealed type and what it permits count as one class. What must be all the same is listed with its reason; what is listed and is
 * no longer so is a fault, too.
 *
 * <pre>{@code
 * assertThat(Rings.of(ChatServer.class)
 *         .except("a part knows its whole", "dev.parlance.room", "Room", "Member", "Round", "Roster")
 *         .faults()).isEmpty();
 * }</pre>
 */
public final class Rings {
    /** How many classes of a package may need each other in a ring. */
    public static final int MOST = 3;

    private final Map<String, Set<String>> needs;
    private final Map<String, String> families;
    private final Map<Set<String>, String> exceptions = new LinkedHashMap<>();

    private Rings(Collection<JavaClass> classes) {
        needs = needs(classes);
        families = families(classes);
    }

    /** The rings of the module, main classes alone, that this class is of. */
    public static Rings of(Class<?> ofTheModule) {
        var where = ofTheModule.getProtectionDomain().getCodeSource().getLocation();
        var classes = new ClassFileImporter().importLocations(List.of(Location.of(where)));
        return new Rings(List.copyOf(classes));
    }

    static Rings of(Collection<JavaClass> classes) {
        return new Rings(classes);
    }

    /** Lets one ring of a package be, named by its classes, all of them: a ring that grows or shrinks is another one. */
    public Rings except(String reason, String packageName, String... classes) {
        var ring = new TreeSet<String>();
        for (String name : classes) ring.add(packageName + '.' + name);
        return exceptAcross(reason, ring);
    }

    /** Lets one ring across packages be, its classes named in full. */
    public Rings exceptAcross(String reason, Collection<String> classes) {
        if (reason.isBlank()) throw new IllegalArgumentException("an exception has a reason");
        exceptions.put(new TreeSet<>(classes), reason);
        return this;
    }

    /** A line for each fault, none if the house is in order. */
    public List<String> faults() {
        var found = new LinkedHashMap<Set<String>, String>();
        for (Set<String> ring : components(needs)) {
            if (packages(ring).size() > 1) found.put(ring, "a ring across packages");
        }
        for (Set<String> ring : components(insidePackages())) {
            long size = ring.stream().map(this::family).distinct().count();
            if (size > MOST) found.put(ring, "a ring of " + size + " classes");
        }
        var faults = new ArrayList<String>();
        found.forEach((ring, what) -> {
            if (!exceptions.containsKey(ring)) faults.add(what + ": " + names(ring));
        });
        exceptions.forEach((ring, reason) -> {
            if (!found.containsKey(ring)) faults.add("no such ring, though listed (" + reason + "): " + names(ring));
        });
        return faults;
    }

    private Map<String, Set<String>> insidePackages() {
        var inside = new TreeMap<String, Set<String>>();
        needs.forEach((name, others) -> {
            var near = new TreeSet<>(others);
            near.removeIf(other -> !packageOf(other).equals(packageOf(name)));
            inside.put(name, near);
        });
        return inside;
    }

    private String family(String name) {
        String head = name;
        while (families.containsKey(head)) head = families.get(head);
        return head;
    }

    private static Map<String, Set<String>> needs(Collection<JavaClass> classes) {
        var needs = new TreeMap<String, Set<String>>();
        for (JavaClass each : classes) needs.put(outermost(each), new TreeSet<>());
        for (JavaClass each : classes) {
            for (var dependency : each.getDirectDependenciesFromSelf()) {
                String other = outermost(dependency.getTargetClass().getBaseComponentType());
                if (needs.containsKey(other)) needs.get(outermost(each)).add(other);
            }
        }
        return needs;
    }

    /** Each class that a sealed one permits, and that one. */
    private static Map<String, String> families(Collection<JavaClass> classes) {
        var families = new HashMap<String, String>();
        for (JavaClass each : classes) {
            for (JavaClass parent : parents(each)) {
                if (!parent.reflect().isSealed()) continue;
                String head = outermost(parent);
                if (!head.equals(outermost(each))) families.put(outermost(each), head);
            }
        }
        return families;
    }

    private static List<JavaClass> parents(JavaClass each) {
        var parents = new ArrayList<JavaClass>(each.getRawInterfaces());
        each.getRawSuperclass().ifPresent(parents::add);
        parents.removeIf(parent -> !parent.getPackageName().equals(each.getPackageName()));
        return parents;
    }

    private static String outermost(JavaClass each) {
        String name = each.getName();
        int nested = name.indexOf('$', each.getPackageName().length() + 2);
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static String packageOf(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static Set<String> packages(Set<String> ring) {
        var packages = new TreeSet<String>();
        for (String name : ring) packages.add(packageOf(name));
        return packages;
    }

    private static String names(Set<String> ring) {
        var packages = packages(ring);
        if (packages.size() > 1) return String.join(", ", ring);
        String of = packages.iterator().next();
        return of + ": "
                + ring.stream().map(name -> name.substring(of.length() + 1)).collect(joining(", "));
    }

    private static List<Set<String>> components(Map<String, Set<String>> graph) {
        return new Components(graph).all();
    }
}
