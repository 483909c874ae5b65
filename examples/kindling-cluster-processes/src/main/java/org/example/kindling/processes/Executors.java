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
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes of one application's executors: here, or at the other end of ssh. */
final class Executors {

    private static final int TAIL = 4_096;

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
        if (host.equals(ProcessesUrl.LOCAL)) {
            builder.environment().putAll(spec.environment());
        }
        try {
            final Process process = children.apply(name(executor), builder);
            try {
                final DataOutputStream pipe = new DataOutputStream(process.getOutputStream());
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
        final Stream<String> environment = spec.environment().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue());
        final String remote = Stream.concat(environment, command.stream()).map(Executors::quoted).collect(Collectors.joining(" ", "exec env ", ""));
        return List.of(state.ssh(), host, remote);
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
