package io.kindling.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in which a JVM finds the classes of the launcher's class path, and those of bundles that {@link ArchiveTraining} has loaded, ready to
 * use, which saves a third of its start.
 * Who starts a process, the command or {@code RuntimeCommand}, names the file in {@code io.kindling.archive}, and tells the JVM of it when it is
 * there. When it is not, {@link Preparation} has it made, or else the first process that stays for a while, by a child process that does nothing
 * but start the assemblies.
 */
final class ClassArchive {

    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
    /** Not {@code kindling.*}: those are an application's configuration, and unknown ones are refused. */
    private static final String PROPERTY = "io.kindling.archive";
    /** Neither a command that ends at once nor the start of a job is to pay for the starts of others. */
    private static final long DELAY_MS = TimeUnit.SECONDS.toMillis(2);
    /** Far more than it takes on a quiet machine: on a busy one it takes what others leave. */
    private static final long LIMIT_MS = TimeUnit.MINUTES.toMillis(10);
    private static final Path NICE = Path.of("/usr/bin/nice");
    private static final long KEPT_DAYS = 30;
    private static final String LOCK = "lock";

    private final Path file;
    private final List<String> starter;

    /** {@code starter} is the command that starts a JVM, without the options that are about the archive. */
    ClassArchive(final Path file, final List<String> starter) {
        this.file = file;
        this.starter = List.copyOf(starter);
    }

    static Optional<ClassArchive> ofThisProcess() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(name -> new ClassArchive(Path.of(name), List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
            ArchiveTraining.class.getName())));
    }

    void makeInBackground() {
        if (Files.exists(file)) {
            return;
        }
        final Thread thread = new Thread(() -> {
            try {
                Thread.sleep(DELAY_MS);
                make();
            } catch (IOException e) {
                LOG.info("no archive of classes, so starts stay slower: {}", e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "kindling-archive");
        thread.setDaemon(true);
        thread.start();
    }

    /** Makes the file beside other work, whole or not at all, unless another process does; the child ends when this process ends, at the latest. */
    void make() throws IOException, InterruptedException {
        make(FileChannel::tryLock, lowPriority());
    }

    /** Makes the file now unless it is there, after another process that is at it; false if it could not be made. */
    boolean prepare() throws IOException, InterruptedException {
        if (!Files.exists(file)) {
            make(FileChannel::lock, List.of());
        }
        return Files.exists(file);
    }

    /** How the lock is taken that one maker has; none, if another has it and is not waited for. */
    private interface Locking {

        FileLock of(FileChannel channel) throws IOException;
    }

    private void make(final Locking locking, final List<String> before) throws IOException, InterruptedException {
        final Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)).equals("rwx------")) {
            // An archive is code: nobody else may lay one there.
            throw new IOException(directory + " is open to others; make it readable by its owner alone (chmod 700)");
        }
        // Many processes may start before the first archive is made, and one is enough.
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
             FileLock lock = locking.of(channel)) {
            if (lock != null && !Files.exists(file)) {
                deleteOld(directory);
                make(directory.resolve(file.getFileName() + "." + ProcessHandle.current().pid()), before);
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("another one in this process makes {}", file);
        }
    }

    private void make(final Path fresh, final List<String> before) throws IOException, InterruptedException {
        final Process child = new ProcessBuilder(Stream.concat(before.stream(), command(fresh)).toList()).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        final Thread hook = new Thread(() -> discard(child, fresh), "kindling-archive-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            if (child.waitFor(LIMIT_MS, TimeUnit.MILLISECONDS) && child.exitValue() == 0) {
                force(fresh);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("cannot rename " + fresh + " to " + file, e);
        } finally {
            discard(child, fresh);
            unhook(hook);
        }
    }

    /** A JVM crashes on a file that has lost its end, as it may with the machine's power. */
    private static void force(final Path fresh) throws IOException {
        try (FileChannel made = FileChannel.open(fresh, StandardOpenOption.READ)) {
            made.force(true);
        }
    }

    private Stream<String> command(final Path fresh) {
        return Stream.concat(Stream.of(starter.get(0), "-XX:ArchiveClassesAtExit=" + fresh, "-Xmx256m", "-XX:+UseSerialGC",
            // What a framework has loaded has to be there still when all have been stopped.
            "-XX:-ClassUnloading", "-XX:TieredStopAtLevel=1", "-XX:ActiveProcessorCount=1"), starter.stream().skip(1));
    }

    /** The jobs of the first application on a machine go first. At the very lowest it would never end beside applications that leave no core idle and are short. */
    private static List<String> lowPriority() {
        return Files.isExecutable(NICE) ? List.of(NICE.toString(), "-n", "10") : List.of();
    }

    private static void discard(final Process child, final Path fresh) {
        child.destroyForcibly();
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            LOG.debug("cannot delete {}", fresh, e);
        }
    }

    private static void unhook(final Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.trace("the JVM is going down, and the hook has nothing left to do");
        }
    }

    /** Those of JVMs and installations that are long gone; if one is still in use, it is made again. And halves, whose makers were killed. */
    private void deleteOld(final Path directory) throws IOException {
        final FileTime limit = FileTime.from(Instant.now().minusSeconds(TimeUnit.DAYS.toSeconds(KEPT_DAYS)));
        final List<Path> files;
        try (Stream<Path> found = Files.list(directory)) {
            files = found.filter(Files::isRegularFile).filter(path -> !path.endsWith(LOCK)).toList();
        }
        final String half = file.getFileName() + ".";
        for (final Path old : files) {
            if (Files.getLastModifiedTime(old).compareTo(limit) < 0 || old.getFileName().toString().startsWith(half)) {
                Files.deleteIfExists(old);
            }
        }
    }
}
