package io.kindling.architecture;

import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What must hold for the manifest, the packages and the module of each bundle. */
final class BundleRules {

    private static final List<String> FORBIDDEN = List.of("DynamicImport-Package", "Require-Bundle", "Bundle-Activator");

    private BundleRules() {
    }

    static List<String> violations(final BuiltBundle bundle) {
        final List<String> found = new ArrayList<>();
        FORBIDDEN.stream().filter(bundle.headers()::containsKey)
            .forEach(header -> found.add("has the header " + header + ": " + bundle.headers().get(header)));
        Headers.parse(bundle.headers().get("Import-Package")).forEach((name, parameters) -> {
            if (name.contains("*")) {
                found.add("imports the wildcard " + name);
            }
        });
        bundle.exports().forEach((name, parameters) -> {
            if (parameters.getOrDefault("version", "0.0.0").equals("0.0.0")) {
                found.add("exports " + name + " without a version");
            }
        });
        final String symbolicName = String.join(",", Headers.parse(bundle.headers().get("Bundle-SymbolicName")).keySet());
        if (!symbolicName.equals(bundle.name())) {
            found.add("has the symbolic name '" + symbolicName + "', expected that of its folder");
        }
        bundle.packages().stream().filter(name -> name.startsWith("io.kindling"))
            .filter(name -> !name.equals(bundle.name()) && !name.startsWith(bundle.name() + "."))
            .forEach(name -> found.add("has the package " + name + " outside its root package"));
        found.addAll(bundle.module().map(module -> ofModule(bundle, module)).orElse(List.of("has no module-info.class")));
        return found.stream().map(text -> bundle.name() + " " + text).toList();
    }

    private static List<String> ofModule(final BuiltBundle bundle, final ModuleDescriptor module) {
        final List<String> found = new ArrayList<>();
        if (!module.name().equals(bundle.name())) {
            found.add("is the module " + module.name() + ", expected the name of its folder");
        }
        final Set<String> exported = module.exports().stream().filter(export -> !export.isQualified())
            .map(ModuleDescriptor.Exports::source).collect(Collectors.toCollection(TreeSet::new));
        final Set<String> fromManifest = new TreeSet<>(bundle.exports().keySet());
        if (!exported.equals(fromManifest)) {
            found.add("exports " + fromManifest + " as a bundle and " + exported + " as a module");
        }
        return found;
    }

    /** One line for each package that more than one bundle has. */
    static List<String> splitPackages(final List<BuiltBundle> bundles) {
        final Map<String, Set<String>> owners = new TreeMap<>();
        bundles.forEach(bundle -> bundle.packages()
            .forEach(name -> owners.computeIfAbsent(name, key -> new TreeSet<>()).add(bundle.name())));
        return owners.entrySet().stream().filter(entry -> entry.getValue().size() > 1)
            .map(entry -> "package " + entry.getKey() + " is in " + entry.getValue()).toList();
    }
}
