package io.kindling.itests.modules;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;

/** A layer of all bundles, with the jars that they need beside them, loads every class of theirs. */
public class EveryClassIT {

    /**
     * Part of an embedded library, and of no use here: it hooks into interruptible channels if the JVM's inside is opened to
     * it, which it is not.
     */
    private static final Set<String> NEEDS_THE_INSIDE_OF_THE_JVM = Set.of("net.openhft.chronicle.core.Jvm$1");

    @Test
    public void shouldLoadInALayerOfAllBundles() throws Exception {
        final ModuleFinder finder = ModuleFinder.of(Jars.bundlesAndTheirLibraries().toArray(Path[]::new));
        final Set<String> ours = Jars.ours(finder);
        assertTrue("all of them: " + ours, ours.size() > 25);
        final Set<String> roots = new TreeSet<>(ours);
        roots.add("osgi.core");
        roots.add("org.osgi.service.component");
        final Configuration configuration = ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), roots);
        final ModuleLayer layer = ModuleLayer.boot().defineModulesWithManyLoaders(configuration, ClassLoader.getPlatformClassLoader());

        final List<String> failures = new ArrayList<>();
        int loaded = 0;
        for (final String name : ours) {
            final ModuleDescriptor descriptor = finder.find(name).orElseThrow().descriptor();
            assertFalse(name + " has a module-info", descriptor.isAutomatic());
            for (final String type : Jars.classes(finder.find(name).orElseThrow())) {
                loaded++;
                load(layer, name, type, failures);
            }
        }
        assertEquals(String.join("\n", failures), 0, failures.size());
        assertTrue(loaded + " classes", loaded > 1_000);
    }

    /** The launcher stands beside the framework, which brings the same packages as the framework's API alone. */
    @Test
    public void shouldLoadInTheLayerOfTheLauncher() throws Exception {
        final ModuleFinder finder = ModuleFinder.of(Jars.distribution().resolve("lib"));
        final ModuleLayer layer = ModuleLayer.boot().defineModulesWithManyLoaders(
                ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), Jars.ours(finder)), ClassLoader.getPlatformClassLoader());

        final List<String> failures = new ArrayList<>();
        for (final String type : Jars.classes(finder.find("io.kindling.launcher").orElseThrow())) {
            load(layer, "io.kindling.launcher", type, failures);
        }
        assertEquals(String.join("\n", failures), 0, failures.size());
    }

    /** With the types in its signatures, if it is ours: embedded libraries have parts that nobody uses and whose needs are not there. */
    private static void load(final ModuleLayer layer, final String module, final String name, final List<String> failures) {
        if (NEEDS_THE_INSIDE_OF_THE_JVM.contains(name)) {
            return;
        }
        try {
            final Class<?> type = layer.findLoader(module).loadClass(name);
            if (type.getModule() != layer.findModule(module).orElseThrow()) {
                failures.add(module + ": " + name + " comes from " + type.getModule());
            }
            if (name.startsWith(Jars.OURS)) {
                type.getDeclaredConstructors();
                type.getDeclaredMethods();
                type.getDeclaredFields();
            }
        } catch (final ClassNotFoundException | LinkageError e) {
            failures.add(module + ": " + name + ": " + e);
        }
    }
}
