package io.kindling.driver.code;

import io.kindling.api.KindlingException;
import io.kindling.deploy.Artifact;
import io.kindling.deploy.ClassSpace;
import io.kindling.deploy.ClassSpaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By what the code differs from the application's first: jars taken away, jars and bundles added. JARs are known by their file names. Added ones
 * are copied, so that executors get what was added, whatever becomes of the file. Its callers come one at a time.
 */
final class CodeChanges implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CodeChanges.class);

    private final String what;
    private final ClassSpaces spaces;
    private final ClassSpace first;
    private final Map<String, String> names = new HashMap<>(); // by hash, of all that there ever was
    private final Map<String, Artifact> copies = new HashMap<>();
    private State state = new State(Set.of(), List.of(), List.of());
    private Path directory;
    private int last;

    /**
     * The difference.
     *
     * @param removed hashes of the first code's artifacts
     * @param jars    copies
     * @param bundles of this container
     */
    record State(Set<String> removed, List<Artifact> jars, List<Bundle> bundles) {
    }

    /** @param what is changed, for messages */
    CodeChanges(final String what, final ClassSpaces spaces, final ClassSpace first) {
        this.what = what;
        this.spaces = spaces;
        this.first = first;
    }

    /** Another jar; null if it is there already. */
    State adding(final Path file) {
        final Artifact jar = copy(file);
        final List<Artifact> same = named(jar.name());
        if (same.stream().anyMatch(each -> each.hash().equals(jar.hash()))) {
            delete(jar);
            return null;
        }
        if (!same.isEmpty()) {
            delete(jar);
            throw new KindlingException("The application has a JAR " + jar.name() + " with other content already; use updateJar to replace it");
        }
        return new State(state.removed, with(state.jars, jar), state.bundles);
    }

    /** Without a jar. */
    State removing(final String name) {
        return without(one(name));
    }

    /** With another jar of the same file name; null if it has the same content. */
    State replacing(final Path file) {
        final Artifact jar = copy(file);
        final Artifact old;
        try {
            old = one(jar.name());
        } catch (final KindlingException e) {
            delete(jar);
            throw e;
        }
        if (old.hash().equals(jar.hash())) {
            delete(jar);
            return null;
        }
        final State rest = without(old);
        return new State(rest.removed, with(rest.jars, jar), rest.bundles);
    }

    /** With a bundle of this container; null if it is there already. */
    State adding(final Bundle bundle) {
        return state.bundles.contains(bundle) ? null : new State(state.removed, state.jars, with(state.bundles, bundle));
    }

    /** That is how it is now. */
    void done(final State now, final Iterable<Artifact> artifacts) {
        state = now;
        now.jars.forEach(jar -> copies.put(jar.hash(), jar));
        remember(artifacts);
    }

    private void remember(final Iterable<Artifact> artifacts) {
        artifacts.forEach(artifact -> names.put(artifact.hash(), artifact.name()));
    }

    /**
     * What an artifact is that a version does not have, and what it has instead, if anything.
     *
     * @param known what it is called, if that is known; it may have been here before otherwise
     */
    String difference(final String hash, final String known, final CodeVersion version) {
        remember(first.artifacts());
        final String name = known == null ? names.getOrDefault(hash, "an artifact") : known;
        final String now = version.artifacts().stream().filter(each -> each.name().equals(name)).findFirst()
                .map(each -> "it has " + name + " with the content " + shortened(each.hash())).orElse("it has none of this name");
        return name + " with the content " + shortened(hash) + ", which version " + version.number() + " of " + what + " does not have: " + now;
    }

    private State without(final Artifact jar) {
        if (state.jars.contains(jar)) {
            return new State(state.removed, state.jars.stream().filter(each -> !each.equals(jar)).toList(), state.bundles);
        }
        final Set<String> removed = new HashSet<>(state.removed);
        removed.add(jar.hash());
        return new State(removed, state.jars, state.bundles);
    }

    private Artifact one(final String name) {
        final List<Artifact> found = named(name);
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new KindlingException("The application has " + (found.isEmpty() ? "no JAR " : found.size() + " JARs ") + name + "; it has "
                + jars(each -> true).map(Artifact::name).collect(Collectors.joining(", ")));
    }

    private List<Artifact> named(final String name) {
        return jars(each -> each.name().equals(name)).toList();
    }

    private Stream<Artifact> jars(final Predicate<Artifact> wanted) {
        return Stream.concat(first.artifacts().stream().filter(each -> each.kind() == Artifact.Kind.JAR && !state.removed.contains(each.hash())),
                state.jars.stream()).filter(wanted);
    }

    private static <T> List<T> with(final List<T> some, final T more) {
        final List<T> all = new ArrayList<>(some);
        all.add(more);
        return all;
    }

    private Artifact copy(final Path file) {
        try {
            if (directory == null) {
                directory = Files.createTempDirectory("kindling-jars-");
            }
            return spaces.copy(file, directory.resolve(++last + ".jar"));
        } catch (final IOException e) {
            throw new UncheckedIOException("No temporary directory can be made for " + file, e);
        }
    }

    /** Deletes the copies of what no version has any more. */
    void keepOnly(final Set<String> needed) {
        copies.values().removeIf(copy -> {
            if (!needed.contains(copy.hash())) {
                delete(copy);
                return true;
            }
            return false;
        });
    }

    private static void delete(final Artifact copy) {
        try {
            Files.deleteIfExists(copy.file());
        } catch (final IOException e) {
            LOG.warn("Cannot delete {}: {}", copy.file(), e.toString());
        }
    }

    private static String shortened(final String hash) {
        return hash.substring(0, Math.min(hash.length(), 12));
    }

    @Override
    public void close() {
        if (directory != null) {
            try (Stream<Path> files = Files.list(directory)) {
                files.toList().forEach(file -> file.toFile().delete());
                Files.delete(directory);
            } catch (final IOException e) {
                LOG.warn("Cannot delete {}: {}", directory, e.toString());
            }
        }
    }
}
