package io.kindling.architecture;

import java.lang.module.ModuleDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Bundles for the tests of the rules: a good one to spoil. */
final class SampleBundles {

    private SampleBundles() {
    }

    /** A bundle that keeps every rule. */
    static BuiltBundle good(final String name) {
        return bundle(name, Map.of("Export-Package", name + ";version=\"1.0.0\""), Set.of(name),
            ModuleDescriptor.newModule(name).packages(Set.of(name)).exports(name).build());
    }

    /** The good bundle with other or more headers. */
    static BuiltBundle with(final String name, final Map<String, String> headers) {
        final BuiltBundle good = good(name);
        final Map<String, String> all = new HashMap<>(good.headers());
        all.putAll(headers);
        return new BuiltBundle(name, all, good.packages(), good.module());
    }

    /** A bundle with some packages. */
    static BuiltBundle ofPackages(final String name, final Set<String> packages) {
        return new BuiltBundle(name, good(name).headers(), packages, good(name).module());
    }

    /** A bundle that imports some packages and exports its root package when it is not in layer 3. */
    static BuiltBundle importing(final String name, final String imports, final boolean exporting) {
        final Map<String, String> headers = new HashMap<>(Map.of("Import-Package", imports));
        if (exporting) {
            headers.put("Export-Package", name + ";version=\"1.0.0\"");
        }
        return bundle(name, headers, Set.of(name), null);
    }

    static BuiltBundle bundle(final String name, final Map<String, String> headers, final Set<String> packages,
                              final ModuleDescriptor module) {
        final Map<String, String> all = new HashMap<>(headers);
        all.put("Bundle-SymbolicName", name);
        return new BuiltBundle(name, all, packages, Optional.ofNullable(module));
    }
}
