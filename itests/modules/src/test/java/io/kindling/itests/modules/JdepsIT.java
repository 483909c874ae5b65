package io.kindling.itests.modules;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.Test;

/** What each module requires is what its classes use. */
public class JdepsIT {

    private static final Set<String> EMBED = Set.of("io.kindling.protocol", "io.kindling.compression");

    @Test
    public void shouldFindNoRequirementMissingOrTooMuch() throws Exception {
        final List<Path> jars = Jars.bundlesAndTheirLibraries();
        final ModuleFinder finder = ModuleFinder.of(jars.toArray(Path[]::new));
        final Set<String> modules = Jars.ours(finder);
        assertEquals("all that embed anything are known", EMBED, modules.stream().filter(name -> embeds(finder, name)).collect(Collectors.toCollection(TreeSet::new)));
        modules.removeAll(EMBED);
        assertTrue(modules.size() > 20);

        final String path = jars.stream().map(Path::toString).collect(Collectors.joining(System.getProperty("path.separator")));
        final List<String> findings = new ArrayList<>();
        for (final String module : modules) {
            findings.addAll(check(path, finder.find(module).orElseThrow().descriptor()));
        }

        assertEquals(String.join("\n", findings), 0, findings.size());
    }

    /**
     * The tool prints the descriptor, a suggested one and a reduced one. Annotations that are there for compiling only leave
     * no trace in classes, so they are always suggested away; what counts are the others.
     */
    private static List<String> check(final String path, final ModuleDescriptor module) {
        final StringWriter out = new StringWriter();
        final int code = ToolProvider.findFirst("jdeps").orElseThrow().run(new PrintWriter(out), new PrintWriter(out),
                "--module-path", path, "--multi-release", "17", "--check", module.name());
        final String text = out.toString();
        final int suggested = text.indexOf("[Suggested");
        if (code != 0 || text.contains("Error") || suggested < 0 && !text.contains(module.name())) {
            return List.of(module.name() + ": jdeps fails with " + code + ": " + text);
        }
        final Set<String> written = module.requires().stream().filter(r -> !r.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                .map(ModuleDescriptor.Requires::name).collect(Collectors.toCollection(TreeSet::new));
        final Set<String> compiled = module.requires().stream().map(ModuleDescriptor.Requires::name).collect(Collectors.toSet());
        final Set<String> used = suggested < 0 ? written : requires(text.substring(suggested));
        final List<String> findings = new ArrayList<>();
        used.stream().filter(name -> !compiled.contains(name)).forEach(name -> findings.add(module.name() + " uses " + name + " and does not require it"));
        written.stream().filter(name -> !used.contains(name) && !name.equals("java.base"))
                .forEach(name -> findings.add(module.name() + " requires " + name + " and does not use it"));
        return findings;
    }

    private static Set<String> requires(final String text) {
        final int end = text.indexOf("[Transitive reduced", 1);
        return (end < 0 ? text : text.substring(0, end)).lines().map(String::strip).filter(line -> line.startsWith("requires "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1).replace(";", "")).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean embeds(final ModuleFinder finder, final String module) {
        return finder.find(module).orElseThrow().descriptor().packages().stream().anyMatch(name -> !name.startsWith(Jars.OURS));
    }
}
