package io.kindling.itests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A master and workers as processes, started by the host's JVM. They hold the reading end of a pipe from it, so
 * that they end with it, however it ends. Nothing says where the master's credential is: it is in its usual place.
 */
final class ClusterProcesses {

    private static final Pattern READY = Pattern.compile("Kindling (?:master|worker) at (kindling://[^\\s:]+:\\d+)");
    private static final long START_SECONDS = 60;
    private static final long END_SECONDS = 10;

    private final List<Process> processes = new ArrayList<>();
    private final Distribution distribution;
    private final Path directory;
    private final String url;

    /** Starts a cluster that goes, with its files, when this JVM ends. */
    ClusterProcesses(final Distribution distribution, final int workers, final int cores) throws IOException, InterruptedException {
        this.distribution = distribution;
        directory = Files.createTempDirectory("kindling-itest");
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end of the cluster"));
        url = awaitReady(start("master", "--port", "0", "--exit-with-parent"));
        final List<BlockingQueue<String>> starting = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            starting.add(start("worker", "--cores", Integer.toString(cores), "--memory", "2g", "--work-dir", directory.resolve("w" + i).toString(),
                    "--exit-with-parent", url));
        }
        for (final BlockingQueue<String> worker : starting) {
            awaitReady(worker);
        }
    }

    /** The master's URL. */
    String url() {
        return url;
    }

    /** Starts a process; gives the first line that it says. */
    private BlockingQueue<String> start(final String... arguments) throws IOException {
        final List<String> command = new ArrayList<>(List.of(distribution.home().resolve("bin").resolve("kindling").toString()));
        command.addAll(List.of(arguments));
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        processes.add(process);
        final BlockingQueue<String> first = new ArrayBlockingQueue<>(1);
        final Thread reader = new Thread(() -> read(process, arguments[0], first), "output of " + arguments[0]);
        reader.setDaemon(true);
        reader.start();
        return first;
    }

    private static void read(final Process process, final String name, final BlockingQueue<String> first) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.err.println(name + ": " + line);
                first.offer(line);
            }
        } catch (final IOException e) {
            System.err.println(name + " ended: " + e.getMessage());
        }
    }

    /** A process that starts well says one line: that it is there. */
    private static String awaitReady(final BlockingQueue<String> first) throws IOException, InterruptedException {
        final String line = first.poll(START_SECONDS, TimeUnit.SECONDS);
        final Matcher url = READY.matcher(line == null ? "nothing within " + START_SECONDS + " s" : line);
        if (!url.lookingAt()) {
            throw new IOException("A process should have said where it is, but said: " + line);
        }
        return url.group(1);
    }

    private void end() {
        processes.forEach(ClusterProcesses::closePipe);
        processes.forEach(ClusterProcesses::awaitEnd);
        delete(directory);
        if (url != null) {
            final URI master = URI.create(url);
            delete(Path.of(System.getProperty("user.home"), ".kindling", "clusters", master.getHost() + "_" + master.getPort()));
        }
    }

    private static void closePipe(final Process process) {
        try {
            process.getOutputStream().close();
        } catch (final IOException e) {
            System.err.println("The pipe to " + process.pid() + " was broken: " + e.getMessage());
        }
    }

    private static void awaitEnd(final Process process) {
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                System.err.println(process.pid() + " did not end with its parent's pipe");
                process.destroyForcibly();
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private static void delete(final Path tree) {
        if (Files.exists(tree)) {
            try (Stream<Path> all = Files.walk(tree)) {
                for (final Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            } catch (final IOException | UncheckedIOException e) {
                System.err.println("Cannot delete " + tree + ": " + e);
            }
        }
    }
}
