package io.kindling.itests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A master and workers as processes, started by the host's JVM. They hold the reading end of a pipe from it, so
 * that they end with it, however it ends.
 */
final class ClusterProcesses implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("kindling://[^\\s)]+");

    private final List<Process> processes = new ArrayList<>();
    private final Path home;
    private final Path credentials;
    private final Path work;
    private final String url;

    ClusterProcesses(final Distribution distribution, final int workers, final int cores) throws IOException, InterruptedException {
        home = distribution.home();
        final Path directory = Files.createTempDirectory("kindling-itest");
        credentials = directory.resolve("credential");
        work = directory.resolve("work");
        url = start(READY, "master", "--port", "0", "--credentials", credentials.toString(), "--exit-with-parent");
        for (int i = 0; i < workers; i++) {
            start(READY, "worker", "--cores", Integer.toString(cores), "--memory", "2g", "--work-dir", work.resolve("w" + i).toString(),
                    "--credentials", credentials.toString(), "--exit-with-parent", url);
        }
    }

    /** The master's URL. */
    String url() {
        return url;
    }

    /** What a driver needs to join. */
    Path credentials() {
        return credentials;
    }

    private String start(final Pattern ready, final String... arguments) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(home.resolve("bin").resolve("kindling").toString()));
        command.addAll(List.of(arguments));
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        processes.add(process);
        final BlockingQueue<String> found = new ArrayBlockingQueue<>(1);
        final List<String> seen = new ArrayList<>();
        final Thread reader = new Thread(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    System.err.println(arguments[0] + ": " + line);
                    seen.add(line);
                    final Matcher matcher = ready.matcher(line);
                    if (matcher.find()) {
                        found.offer(matcher.group());
                    }
                }
            } catch (final IOException e) {
                System.err.println(arguments[0] + " ended: " + e.getMessage());
            }
        }, "output of " + arguments[0]);
        reader.setDaemon(true);
        reader.start();
        final String result = found.poll(60, TimeUnit.SECONDS);
        if (result == null) {
            close();
            throw new IOException("kindling " + String.join(" ", arguments) + " was not ready within 60 s; it said " + seen);
        }
        return result;
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
    }
}
