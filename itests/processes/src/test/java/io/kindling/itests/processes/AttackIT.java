package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** Strangers on every port that is open while an application runs: they get nothing and disturb nothing. */
public class AttackIT {

    private final TemporaryFolder folder = new TemporaryFolder();
    private final StandaloneCluster cluster = new StandaloneCluster(folder);

    @Rule
    public final RuleChain rules = RuleChain.outerRule(folder).around(cluster);

    @Test
    public void shouldGiveStrangersNothing() throws Exception {
        final Path root = folder.getRoot().toPath();
        final Path markers = folder.newFolder("markers").toPath();
        final Path text = Files.writeString(root.resolve("text.txt"), "a b a\n");
        final Path out = root.resolve("out");
        try (Kindling.Call call = new Kindling(root).start(cluster.submit("--class", "io.kindling.itests.app.StagedWordCount",
                ApplicationJar.make(root, "1").toString(), text.toString(), out.toString(), markers.toString()))) {
            Await.until("both executors are in the map stage", 60, () -> {
                try (Stream<Path> files = Files.list(markers)) {
                    return files.filter(file -> file.getFileName().toString().startsWith("map-")).count() == 2;
                }
            });
            final Set<Integer> ports = listeningPorts();
            assertTrue("master, driver and two executors listen: " + ports, ports.size() >= 4);
            for (final int port : ports) {
                sendRandomBytes(port);
                sendPlainText(port);
                sendFramesWithoutCertificate(port);
            }
            Files.writeString(markers.resolve("map.go"), "");
            Files.writeString(markers.resolve("reduce.go"), "");
            final Kindling.Outcome outcome = call.await();
            assertEquals(outcome.toString(), 0, outcome.exitCode());
        }
        final List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(out)) {
            for (final Path file : files.filter(path -> path.getFileName().toString().startsWith("part-")).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        assertEquals(Set.of("(a,2)", "(b,1)"), Set.copyOf(lines));
    }

    private static void sendRandomBytes(final int port) throws IOException {
        final byte[] bytes = new byte[4096];
        new Random(port).nextBytes(bytes);
        assertNothingComesBack(port, bytes);
    }

    private static void sendPlainText(final int port) throws IOException {
        assertNothingComesBack(port, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** A TLS alert may come back, but no more than that. */
    private static void assertNothingComesBack(final int port, final byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            socket.setSoTimeout(15_000);
            final OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
            assertTrue("at most an alert from port " + port, readAll(socket) <= 16);
        }
    }

    private static void sendFramesWithoutCertificate(final int port) throws Exception {
        final SSLContext anyServer = SSLContext.getInstance("TLSv1.3");
        anyServer.init(null, new TrustManager[] {new TrustEverybody()}, null);
        try (SSLSocket socket = (SSLSocket) anyServer.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(15_000);
            socket.startHandshake();
            for (int type = 1; type < 250; type++) {
                socket.getOutputStream().write(new byte[] {0x4b, 0x4e, 1, 0, 0, (byte) type, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0});
            }
            socket.getOutputStream().flush();
            assertTrue("a refusal at the most from port " + port, readAll(socket) <= 64);
        } catch (final SSLException | java.net.SocketException e) {
            // Cut off: as it should be.
            assertTrue(e.getMessage() != null);
        }
    }

    private static int readAll(final Socket socket) throws IOException {
        int count = 0;
        try {
            while (socket.getInputStream().read() >= 0) {
                count++;
            }
        } catch (final java.net.SocketException e) {
            return count;
        }
        return count;
    }

    private static Set<Integer> listeningPorts() throws IOException {
        final Set<String> inodes = LocalProcesses.all().stream().flatMap(process -> sockets(process.pid()).stream()).collect(Collectors.toSet());
        final Set<Integer> ports = new TreeSet<>();
        for (final String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (final String line : Files.readAllLines(Path.of(table))) {
                final String[] fields = line.trim().split("\\s+");
                if (fields.length > 9 && fields[3].equals("0A") && inodes.contains(fields[9])) {
                    ports.add(Integer.parseInt(fields[1].substring(fields[1].lastIndexOf(':') + 1), 16));
                }
            }
        }
        return ports;
    }

    private static Set<String> sockets(final long pid) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            final Set<String> inodes = new TreeSet<>();
            for (final Path file : files.toList()) {
                final String target = target(file);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring(8, target.length() - 1));
                }
            }
            return inodes;
        } catch (final IOException e) {
            return Set.of();
        }
    }

    private static String target(final Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (final IOException e) {
            // Closed since the folder was listed.
            return "";
        }
    }

    private static final class TrustEverybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(final X509Certificate[] chain, final String type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkServerTrusted(final X509Certificate[] chain, final String type) {
            // A stranger takes any server.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
