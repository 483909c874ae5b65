package io.kindling.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The modules of the project, as the root pom names them. */
final class House {

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final List<String> BUNDLE_FOLDERS = List.of("bundles/", "cluster-managers/");

    private final Path root;
    private final List<String> modules;

    private House(final Path root, final List<String> modules) {
        this.root = root;
        this.modules = modules;
    }

    static House ofThisBuild() throws IOException {
        final String property = System.getProperty("kindling.root");
        if (property == null) {
            throw new IllegalStateException("the system property kindling.root must name the root of the project");
        }
        final Path root = Path.of(property);
        final List<String> modules = new ArrayList<>();
        final Matcher matcher = MODULE.matcher(Files.readString(root.resolve("pom.xml")));
        while (matcher.find()) {
            modules.add(matcher.group(1));
        }
        return new House(root, modules);
    }

    List<Path> modules() {
        return modules.stream().map(root::resolve).toList();
    }

    /** Every module that is a bundle: all in the bundle folders but the test kits. */
    List<BuiltBundle> bundles() throws IOException {
        final List<BuiltBundle> bundles = new ArrayList<>();
        for (final String module : modules) {
            if (BUNDLE_FOLDERS.stream().anyMatch(module::startsWith) && !module.endsWith(".testkit")) {
                bundles.add(BuiltBundle.open(root.resolve(module)));
            }
        }
        return bundles;
    }

    /** The bnd instructions that all bundles share. */
    Path bnd() {
        return root.resolve("bnd");
    }
}
