package io.kindling.driver.shared;

import io.kindling.api.KindlingException;
import io.kindling.protocol.message.SharedFiles.SharedFile;
import io.kindling.protocol.message.SharedFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files that an application has added for the tasks of one session: copies, so that all tasks see what was added, whatever becomes of the file. Thread-safe. */
public final class AddedFiles {

    private static final int MOST = 20_000;
    private static final List<String> PYTHON = List.of(".py", ".zip", ".egg", ".whl");
    private static final int LONGEST_NAMES = 3 << 20;

    private final Contents contents;
    private final Map<String, SharedFile> files = new TreeMap<>(); // guarded by this
    private final Set<String> python = new LinkedHashSet<>(); // names of some of them; guarded by this
    private long names;
    private Path root;
    private boolean closed;

    AddedFiles(final Contents contents) {
        this.contents = contents;
    }

    /**
     * Adds a file, or a directory with all that is in it. Blocks while it is copied. The same content under the same name again changes nothing.
     *
     * @throws KindlingException if it is not there, is a directory and {@code recursive} is false, or the name has other content already
     */
    public synchronized void add(final String text, final boolean recursive) {
        if (closed) {
            throw new KindlingException(text + " cannot be added: the session has been closed");
        }
        final Path path = path(text);
        try {
            if (Files.isRegularFile(path)) {
                add(path, path.getFileName().toString());
            } else if (Files.isDirectory(path) && recursive) {
                try (Stream<Path> all = Files.walk(path)) {
                    for (final Path each : (Iterable<Path>) all.filter(Files::isRegularFile).sorted()::iterator) {
                        add(each, path.getFileName() + "/" + path.relativize(each).toString().replace('\\', '/'));
                    }
                }
            } else {
                throw new KindlingException(text + (Files.isDirectory(path) ? " is a directory: add it with addFile(path, true)" : " cannot be added: there is no such file"));
            }
        } catch (final IOException | UncheckedIOException e) {
            throw new KindlingException(text + " cannot be added: " + e.getMessage(), e);
        }
    }

    /**
     * Adds a file for Python programs too.
     *
     * @throws KindlingException if Python cannot import from it, and as {@link #add} does
     */
    public synchronized void addPython(final String text) {
        if (PYTHON.stream().noneMatch(text::endsWith)) {
            throw new KindlingException(text + " cannot be added for Python programs: they import files that end with " + String.join(", ", PYTHON)
                    + "; add others with addFile");
        }
        add(text, false);
        python.add(path(text).getFileName().toString());
    }

    /** Files for Python programs, in the order in which they were added. */
    public synchronized List<String> pythonNames() {
        return List.copyOf(python);
    }

    private static Path path(final String text) {
        try {
            return (text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text)).toAbsolutePath().normalize();
        } catch (final IllegalArgumentException | FileSystemNotFoundException e) {
            throw new KindlingException(text + " is no path of a file: " + e.getMessage(), e);
        }
    }

    private void add(final Path path, final String name) throws IOException {
        final SharedFile known = files.get(name);
        if (known == null && (files.size() == MOST || names + name.length() > LONGEST_NAMES)) {
            throw new KindlingException(name + " cannot be added: an application can add " + MOST + " files; add an archive of them");
        }
        final Path copy = directory().resolve(name);
        final Path target = known == null ? copy : contents.newFile();
        Files.createDirectories(target.getParent());
        final Content content = contents.add(out -> {
            try (OutputStream file = Files.newOutputStream(target)) {
                Files.copy(path, new Both(out, file));
            }
        });
        if (known == null) {
            copy.toFile().setExecutable(Files.isExecutable(path), true);
            files.put(name, new SharedFile(name, content.hash(), Files.isExecutable(path)));
            names += name.length() + 100;
            return;
        }
        Files.delete(target);
        contents.release(content.hash());
        if (!known.content().equals(content.hash())) {
            throw new KindlingException("A file '" + name + "' with other content was added before; tasks find files by their names, so give it another one");
        }
    }

    /** Their names. */
    public synchronized List<String> names() {
        return new ArrayList<>(files.keySet());
    }

    /** What executors are told. */
    synchronized SharedFiles all() {
        return new SharedFiles(List.copyOf(files.values()));
    }

    /** The driver's copy of a file, or of a directory. */
    public synchronized Path file(final String name) {
        final boolean there = files.containsKey(name) || files.keySet().stream().anyMatch(each -> each.startsWith(name + "/"));
        if (!there) {
            throw new KindlingException("The application has no file '" + name + "'; it has added " + (files.isEmpty() ? "none" : files.keySet()));
        }
        return directory().resolve(name);
    }

    /** Where the copies are. */
    public synchronized Path directory() {
        try {
            if (root == null) {
                root = Files.createDirectories(contents.newFile());
            }
            return root;
        } catch (final IOException e) {
            throw new KindlingException("There is no place for files that are added: " + e.getMessage(), e);
        }
    }

    /**
     * The session has ended: the copies go.
     *
     * @return what nobody at the driver needs any more
     */
    synchronized List<String> close() {
        closed = true;
        final List<String> gone = files.values().stream().map(SharedFile::content).filter(contents::release).toList();
        files.clear();
        if (root != null) {
            Contents.deleteAll(root);
        }
        return gone;
    }

    /** Writes to two. */
    private static final class Both extends OutputStream {

        private final OutputStream one;
        private final OutputStream other;

        Both(final OutputStream one, final OutputStream other) {
            this.one = one;
            this.other = other;
        }

        @Override
        public void write(final int value) throws IOException {
            one.write(value);
            other.write(value);
        }

        @Override
        public void write(final byte[] bytes, final int offset, final int length) throws IOException {
            one.write(bytes, offset, length);
            other.write(bytes, offset, length);
        }
    }
}
