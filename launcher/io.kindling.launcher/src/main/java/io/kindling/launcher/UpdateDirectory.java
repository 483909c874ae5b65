package io.kindling.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The directory into which an operator renames newer bundles. Whoever can write there can run code here: it and the files
 * must be this very user's and nobody else's to write. One thread uses it.
 */
final class UpdateDirectory {

    private static final String REFUSED = "refused";

    private final Path directory;
    private final Map<Path, Stamp> seen = new HashMap<>();

    private UpdateDirectory(final Path directory) {
        this.directory = directory;
    }

    /** What tells one content of a file from the next without reading it. */
    private record Stamp(long modified, long size, Object key) {
    }

    /** @throws LaunchException when there is no such directory, or others could write to it */
    static UpdateDirectory of(final Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                throw new LaunchException("KINDLING_UPDATES names " + directory + ", which is no directory: make it, for its owner alone");
            }
            final Path real = directory.toRealPath();
            final String objection = WriteAccess.objectionAsOwn(real);
            if (objection != null) {
                throw new LaunchException("KINDLING_UPDATES names " + directory + ", which " + objection
                    + ": it must belong to the user of this process, and nobody else may write to it (chmod 700)");
            }
            return new UpdateDirectory(real);
        } catch (IOException e) {
            throw new LaunchException("cannot look at " + directory + ", which KINDLING_UPDATES names: " + e, e);
        }
    }

    /** The jars that have come or changed since the last call, the oldest first. */
    List<Path> poll() throws IOException {
        final List<Path> jars;
        try (Stream<Path> files = Files.list(directory)) {
            jars = new ArrayList<>(files.filter(UpdateDirectory::isJar).toList());
        }
        seen.keySet().retainAll(jars);
        final List<Path> fresh = new ArrayList<>();
        for (final Path jar : jars) {
            try {
                final BasicFileAttributes now = Files.readAttributes(jar, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                final Stamp stamp = new Stamp(now.lastModifiedTime().toMillis(), now.size(), now.fileKey());
                if (!stamp.equals(seen.put(jar, stamp))) {
                    fresh.add(jar);
                }
            } catch (NoSuchFileException e) {
                // Another process that looks at this directory has refused it, or the operator has taken it back.
                seen.remove(jar);
            }
        }
        fresh.sort(Comparator.<Path>comparingLong(jar -> seen.get(jar).modified).thenComparing(Comparator.naturalOrder()));
        return fresh;
    }

    /** The content of a jar, if it may be trusted. */
    byte[] read(final Path jar, final long limit) throws UpdateRefusedException {
        try {
            if (!Files.isRegularFile(jar, LinkOption.NOFOLLOW_LINKS)) {
                throw new UpdateRefusedException("it is no regular file");
            }
            final String objection = WriteAccess.objectionAsOwn(jar);
            if (objection != null) {
                throw new UpdateRefusedException("it " + objection + ": it must belong to the user of this process, and nobody else may write to it");
            }
            if (Files.size(jar) > limit) {
                throw new UpdateRefusedException("it is " + Files.size(jar) + " bytes long, at most " + limit + " are taken");
            }
            return Files.readAllBytes(jar);
        } catch (IOException e) {
            throw new UpdateRefusedException("it cannot be read: " + e, e);
        }
    }

    /** Puts a jar aside, with a text beside it that says why. */
    void refuse(final Path jar, final String reason) throws IOException {
        final Path refused = Files.createDirectories(directory.resolve(REFUSED));
        final Path to = refused.resolve(jar.getFileName());
        Files.move(jar, to, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(refused.resolve(jar.getFileName() + ".txt"), reason + "\n");
        seen.remove(jar);
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    private static boolean isJar(final Path file) {
        final String name = file.getFileName().toString();
        return name.endsWith(".jar") && !name.startsWith(".");
    }
}
