package io.kindling.api;

import io.kindling.api.spi.CurrentTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A process of a pipe, with a thread for each of its streams, so that the task's own thread never blocks where it cannot be interrupted.
 * Both queues are bounded. Used by the task's thread; {@link #close} may come from any.
 */
final class PipedProcess implements AutoCloseable {

    private static final int MOST_BATCHES = 8;
    private static final int LINES = 256;
    private static final int ERROR_TAIL = 8 << 10;
    private static final long END_SECONDS = 5;

    private final String program;
    private final Process process;
    private final Path directory;
    private final Charset charset;
    private final int bufferSize;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> input = new ArrayDeque<>();
    private final Deque<List<String>> output = new ArrayDeque<>();
    private final Thread errors;
    private boolean inputEnded;
    private boolean outputEnded;
    private boolean closed;
    private IOException broken;
    private Throwable unread;
    private volatile byte[] errorTail = {}; // its thread may still run when it is told: another process can hold the stream

    PipedProcess(final String program, final Process process, final Path directory, final Charset charset, final int bufferSize) {
        this.program = program;
        this.process = process;
        this.directory = directory;
        this.charset = charset;
        this.bufferSize = bufferSize;
        errors = thread("errors", this::readErrors);
        thread("output", this::readOutput);
        thread("input", this::writeInput);
    }

    /**
     * Starts it.
     *
     * @throws IOException if there is no such program, or no directory of its own can be made
     */
    static PipedProcess start(final List<String> command, final Map<String, String> environment, final boolean ownDirectory, final Charset charset,
                              final int bufferSize) throws IOException {
        final ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        if (CurrentTask.get() != null) {
            new PythonPath(CurrentTask.get()).addTo(builder.environment());
        }
        final Path directory = ownDirectory ? Files.createTempDirectory(Path.of("").toAbsolutePath(), "pipe-") : null;
        try {
            if (directory != null) {
                builder.directory(directory.toFile());
            }
            return new PipedProcess(command.get(0), builder.start(), directory, charset, bufferSize);
        } catch (final IOException e) {
            delete(directory);
            throw new IOException("The program of a pipe cannot be started: " + e.getMessage() + "; it must be installed on every node", e);
        }
    }

    private Thread thread(final String what, final Runnable work) {
        final Thread thread = new Thread(work, "kindling-pipe-" + what + "-" + process.pid());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void readErrors() {
        try (InputStream in = process.getErrorStream()) {
            final byte[] buffer = new byte[ERROR_TAIL];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                final byte[] all = Arrays.copyOf(errorTail, errorTail.length + read);
                System.arraycopy(buffer, 0, all, errorTail.length, read);
                errorTail = all.length <= ERROR_TAIL ? all : Arrays.copyOfRange(all, all.length - ERROR_TAIL, all.length);
            }
        } catch (final IOException e) {
            return; // closed with the process: what has come until then is told
        }
    }

    private void readOutput() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(process.getInputStream(), charset))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                final List<String> lines = new ArrayList<>();
                lines.add(line);
                while (lines.size() < LINES && in.ready() && (line = in.readLine()) != null) {
                    lines.add(line);
                }
                if (!give(lines)) {
                    return;
                }
            }
        } catch (final IOException | OutOfMemoryError e) {
            locked(() -> unread = e); // a line may be longer than the memory
        } finally {
            locked(() -> outputEnded = true);
        }
    }

    private boolean give(final List<String> lines) {
        lock.lock();
        try {
            while (output.size() >= MOST_BATCHES && !closed) {
                changed.awaitUninterruptibly();
            }
            output.add(lines);
            changed.signalAll();
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void writeInput() {
        try (OutputStream out = process.getOutputStream()) {
            for (byte[] bytes = taken(); bytes != null; bytes = taken()) {
                out.write(bytes);
                out.flush();
            }
        } catch (final IOException e) {
            note(e); // the program does not read on; whether that is an error, its exit code tells
        } finally {
            locked(() -> {
                inputEnded = true;
                input.clear();
            });
        }
    }

    private byte[] taken() {
        lock.lock();
        try {
            while (input.isEmpty() && !inputEnded && !closed) {
                changed.awaitUninterruptibly();
            }
            final byte[] bytes = closed ? null : input.poll();
            changed.signalAll();
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    private void note(final IOException e) {
        locked(() -> broken = broken == null ? e : broken);
    }

    private void locked(final Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether more input would be taken at once. */
    boolean wantsInput() {
        lock.lock();
        try {
            return !inputEnded && input.size() < MOST_BATCHES;
        } finally {
            lock.unlock();
        }
    }

    /** How much input should be given at a time, and what characters are. */
    int bufferSize() {
        return bufferSize;
    }

    Charset charset() {
        return charset;
    }

    /** Gives input; {@link #wantsInput} was true. */
    void write(final byte[] bytes) {
        locked(() -> {
            if (!inputEnded) {
                input.add(bytes);
            }
        });
    }

    /** There is no more input. */
    void endInput() {
        locked(() -> inputEnded = true);
    }

    /**
     * Lines that have come; waits for them, or for room for input if that is wanted.
     *
     * @return empty if there is room for input; null at the end of the output
     * @throws InterruptedException if the thread was interrupted, as it is when the task is killed
     */
    List<String> read(final boolean orRoom) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (output.isEmpty() && !outputEnded && !(orRoom && !inputEnded && input.size() < MOST_BATCHES)) {
                changed.await();
            }
            final List<String> lines = output.poll();
            changed.signalAll();
            return lines != null ? lines : outputEnded ? null : List.of();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the end of the process after the end of its output.
     *
     * @throws KindlingException if it has failed, and says what it has written to its standard error; or if its output could not be read to the end
     */
    void end() throws InterruptedException {
        final Throwable lost = unread();
        if (lost != null) {
            close();
            throw new KindlingException("The output of the program " + program + " of a pipe cannot be read to its end: " + lost
                    + "; each of its lines must fit the executor's memory", lost);
        }
        final int code = process.waitFor();
        errors.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
        close();
        if (code != 0) {
            final String told = new String(errorTail, charset).strip();
            throw new KindlingException("The program " + program + " of a pipe ended with exit code " + code
                    + (told.isEmpty() ? " and wrote nothing to its standard error" : "; the end of its standard error: " + told), broken);
        }
    }

    private Throwable unread() {
        lock.lock();
        try {
            return unread;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the process if it still runs, and its threads; deletes its directory. Harmless a second time. */
    @Override
    public void close() {
        locked(() -> {
            closed = true;
            inputEnded = true;
            input.clear();
        });
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        delete(directory);
    }

    private static void delete(final Path directory) {
        if (directory == null || !Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (final IOException | UncheckedIOException e) {
            directory.toFile().deleteOnExit(); // a process that is ending may still write there
        }
    }
}
