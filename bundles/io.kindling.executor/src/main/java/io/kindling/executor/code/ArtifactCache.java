package io.kindling.executor.code;

import io.kindling.deploy.Artifact;
import io.kindling.deploy.ClassSpaces;
import io.kindling.executor.files.LocalDirectories;
import io.kindling.protocol.message.ArtifactRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The artifacts that have come, each once, by their content. Thread-safe; blocks while it fetches. */
public final class ArtifactCache {

    private final Driver driver;
    private final ClassSpaces spaces;
    private final LocalDirectories files;
    private final Map<String, Artifact> fetched = new HashMap<>();
    private final Map<Integer, List<ArtifactRef>> versions = new HashMap<>();

    /** Where artifacts come from. */
    public interface Driver {

        /** What a version of the code consists of. */
        List<ArtifactRef> list(int code) throws IOException;

        /** An artifact, into a file that is not there yet. */
        void fetch(ArtifactRef artifact, Path target) throws IOException;
    }

    /** @param files where they lie */
    public ArtifactCache(final Driver driver, final ClassSpaces spaces, final LocalDirectories files) {
        this.driver = driver;
        this.spaces = spaces;
        this.files = files;
    }

    /** Fetches the first version of the code, which the driver tells at once. */
    public synchronized void fetchFirst(final List<ArtifactRef> refs) throws IOException {
        versions.put(0, refs);
        of(0);
    }

    /** What a version of the code consists of. */
    synchronized List<Artifact> of(final int code) throws IOException {
        final List<ArtifactRef> known = versions.get(code);
        final List<ArtifactRef> refs = known == null ? driver.list(code) : known;
        final List<Artifact> found = new ArrayList<>();
        for (final ArtifactRef ref : refs) {
            found.add(get(ref));
        }
        versions.put(code, refs);
        return found;
    }

    /** A version is closed: what no other one has is deleted. */
    synchronized void drop(final int code) {
        for (final ArtifactRef ref : versions.containsKey(code) ? versions.remove(code) : List.<ArtifactRef>of()) {
            if (versions.values().stream().noneMatch(others -> others.contains(ref))) {
                final Artifact gone = fetched.remove(ref.hash());
                if (gone != null) {
                    delete(gone.file());
                }
            }
        }
    }

    private static void delete(final Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            return; // its directory goes at the executor's end
        }
    }

    private Artifact get(final ArtifactRef ref) throws IOException {
        final Artifact known = fetched.get(ref.hash());
        if (known != null) {
            return known;
        }
        final Path file = files.newFile("artifact");
        driver.fetch(ref, file);
        final Artifact read = spaces.read(file);
        if (!read.hash().equals(ref.hash())) {
            throw new IOException("The artifact " + ref.name() + " has changed on the way or at the driver: its content hash is " + read.hash()
                    + ", announced was " + ref.hash());
        }
        final Artifact.Kind kind = "bundle".equals(ref.kind()) ? Artifact.Kind.BUNDLE : Artifact.Kind.JAR;
        final Artifact artifact = new Artifact(ref.hash(), kind, ref.name(), file, read.size());
        fetched.put(ref.hash(), artifact);
        return artifact;
    }
}
