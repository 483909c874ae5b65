package org.example.kindling.processes;

import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.common.RuntimeCommand;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes of one application's executors: here, or at the other end of ssh. */
final class Executors {

    private static final int TAIL = 4_096;
    /** A shell reads a pipe byte by byte, so that the rest is left for the executor. */
    private static final String TAKE_ENVIRONMENT = "while IFS= read -r variable && [ -n \"$variable\" ]; do export \"$variable\"; done; ";

    private final ProcessesState state;
    private final BiFunction<String, ProcessBuilder, Process> children;

    Executors(final ProcessesState state, final BiFunction<String, ProcessBuilder, Process> children) {
        this.state = state;
        this.children = children;
    }

    /** The process of an executor that runs, whichever version of this bundle started it; null if there is none. */
    Process find(final int executor) {
        return children.apply(name(executor), null);
    }

    /** Starts one, and gives it its bootstrap. Its input stays open: its end tells it that the driver's process is gone. */
    Process start(final String host, final int cores, final ExecutorLaunchSpec spec) throws IOException {
        final int executor = spec.executor().value();
        final ProcessBuilder builder = new ProcessBuilder(command(host, cores, spec));
        builder.redirectOutput(file(executor, "stdout").toFile());
        builder.redirectError(file(executor, "stderr").toFile());
        final boolean local = host.equals(ProcessesUrl.LOCAL);
        // An executor runs its driver's build, whatever the operator of this process updates.
        builder.environment().remove("KINDLING_UPDATES");
        if (local) {
            builder.environment().putAll(spec.environment());
        }
        try {
            final Process process = children.apply(name(executor), builder);
            try {
                final DataOutputStream pipe = new DataOutputStream(process.getOutputStream());
                if (!local) {
                    pipe.write(environment(spec));
                }
                pipe.writeInt(spec.bootstrap().length);
                pipe.write(spec.bootstrap());
                pipe.flush();
            } catch (final IOException e) {
                // It has ended before it read all: its exit code and its output say more than the broken pipe does.
                process.destroy();
            }
            return process;
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The command of an executor: no secret is in it. */
    List<String> command(final String host, final int cores, final ExecutorLaunchSpec spec) {
        final List<String> options = new ArrayList<>();
        options.add("-Xmx" + spec.profile().heapBytes());
        options.add("-XX:ActiveProcessorCount=" + cores);
        options.add("-XX:+ExitOnOutOfMemoryError");
        options.addAll(spec.javaOptions());
        final List<String> command = RuntimeCommand.of(Path.of(state.home()), options, "executor", List.of());
        if (host.equals(ProcessesUrl.LOCAL)) {
            return command;
        }
        final String remote = command.stream().map(Executors::quoted).collect(Collectors.joining(" ", TAKE_ENVIRONMENT + "exec ", ""));
        return List.of(state.ssh(), host, remote);
    }

    /** What the remote shell reads before it becomes the executor: arguments can be read by every user of both hosts. */
    private static byte[] environment(final ExecutorLaunchSpec spec) throws IOException {
        final StringBuilder lines = new StringBuilder();
        for (final Map.Entry<String, String> variable : spec.environment().entrySet()) {
            if (variable.getValue().indexOf('\n') >= 0) {
                throw new IOException("The value of the environment variable " + variable.getKey() + " has several lines; it cannot be given to a remote executor");
            }
            lines.append(variable.getKey()).append('=').append(variable.getValue()).append('\n');
        }
        return lines.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The end of what an executor wrote to its standard error. */
    String tail(final int executor) {
        try (RandomAccessFile file = new RandomAccessFile(file(executor, "stderr").toFile(), "r")) {
            final byte[] bytes = new byte[(int) Math.min(TAIL, file.length())];
            file.seek(file.length() - bytes.length);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (final IOException e) {
            return "(its output cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Deletes what executors wrote. */
    void deleteOutput() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(state.directory()))) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path file(final int executor, final String name) {
        return Path.of(state.directory(), executor + "." + name);
    }

    private String name(final int executor) {
        return "processes/" + state.application() + "/" + executor;
    }

    private static String quoted(final String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
