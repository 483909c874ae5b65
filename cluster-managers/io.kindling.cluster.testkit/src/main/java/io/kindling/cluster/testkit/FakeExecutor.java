package io.kindling.cluster.testkit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Properties;

/**
 * The main class of a process that stands for an executor: it reads its bootstrap from its standard input, registers
 * nowhere, and writes a file that proves what it was started with. It ends with its input, or at once if it is told to.
 */
public final class FakeExecutor {

    static final String PROOF = "KINDLING_FAKE_PROOF";
    static final String EXIT = "KINDLING_FAKE_EXIT";
    static final String PID = "pid";
    static final String BOOTSTRAP = "bootstrap";
    static final String ARGUMENTS = "arguments";
    static final String DIRECTORY = "directory";
    static final String ENVIRONMENT = "environment.";
    static final String PROPERTY = "property.";
    private static final int MOST_BOOTSTRAP = 1 << 20;

    private FakeExecutor() {
    }

    /** Never returns normally. Exit codes: that of {@code KINDLING_FAKE_EXIT}, 0 at the end of its input, 66 without a bootstrap. */
    public static void main(final String[] arguments) {
        final PrintStream err = System.err;
        try {
            System.exit(run(arguments));
        } catch (final IOException e) {
            err.println("the fake executor has read no bootstrap: " + e);
            System.exit(66);
        }
    }

    private static int run(final String... arguments) throws IOException {
        final DataInputStream in = new DataInputStream(System.in);
        final int length = in.readInt();
        if (length < 0 || length > MOST_BOOTSTRAP) {
            throw new IOException("its length would be " + length);
        }
        final byte[] bootstrap = new byte[length];
        in.readFully(bootstrap);
        prove(bootstrap, arguments);
        final String exit = System.getenv(EXIT);
        if (exit != null) {
            System.err.println("the fake executor was told to fail");
            return Integer.parseInt(exit);
        }
        in.transferTo(OutputStream.nullOutputStream());
        return 0;
    }

    /** Made visible by a rename, so that nobody reads half of it. */
    private static void prove(final byte[] bootstrap, final String... arguments) throws IOException {
        final Properties proof = new Properties();
        proof.setProperty(PID, Long.toString(ProcessHandle.current().pid()));
        proof.setProperty(BOOTSTRAP, Base64.getEncoder().encodeToString(bootstrap));
        proof.setProperty(ARGUMENTS, String.join(" ", arguments));
        proof.setProperty(DIRECTORY, Path.of("").toAbsolutePath().toString());
        System.getenv().forEach((name, value) -> proof.setProperty(ENVIRONMENT + name, value));
        System.getProperties().stringPropertyNames().forEach(name -> proof.setProperty(PROPERTY + name, System.getProperty(name)));
        final Path file = Path.of(System.getenv(PROOF));
        final Path part = file.resolveSibling(file.getFileName() + ".part");
        try (Writer writer = Files.newBufferedWriter(part)) {
            proof.store(writer, null);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
