package io.kindling.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.function.ToIntFunction;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main class of the process that writes a {@link ClassArchive}: loads what a start loads, by starting every assembly
 * and making its program, and the part of the JDK with which every connection begins. The driver's program is also run, with an
 * example of its own in this process, for the classes that a first job needs.
 */
final class ArchiveTraining {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveTraining.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String DRIVER = "driver";
    private static final String[] FIRST_JOB = {"run-example", "--master", "local[2]", "word-count"};

    private ArchiveTraining() {
    }

    /** Exits with 0 when all went well: only then the archive is worth keeping. */
    public static void main(final String[] args) throws Exception {
        int code = 1;
        LibrarySettings.apply(System.getProperties());
        endWithParent();
        try {
            final RuntimeHome home = RuntimeHome.ofThisLauncher();
            for (final String assembly : Assembly.names(home)) {
                start(home, assembly);
            }
            beginHandshake();
            code = 0;
        } finally {
            // Also when something was thrown: a framework's threads would keep the process alive.
            System.exit(code);
        }
    }

    /** A parent that is killed ends nobody, but its end of the pipe is gone. */
    private static void endWithParent() {
        final Thread watch = new Thread(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                LOG.debug("the parent's pipe broke", e);
            }
            Runtime.getRuntime().halt(1);
        }, "kindling-parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void start(final RuntimeHome home, final String assembly) throws InterruptedException {
        try (EmbeddedFramework framework = EmbeddedFramework.start(home, assembly, FrameworkOptions.NONE)) {
            final ToIntFunction<?> program = framework.service(ToIntFunction.class, "(kindling.main=" + assembly + ")", LIMIT);
            if (assembly.equals(DRIVER)) {
                run(program);
            }
        }
    }

    /** An archive without those classes is worth keeping, too: in a home without examples there is none to run. */
    @SuppressWarnings("unchecked")
    private static void run(final ToIntFunction<?> program) {
        try {
            ((ToIntFunction<String[]>) program).applyAsInt(FIRST_JOB.clone());
        } catch (RuntimeException e) {
            LOG.debug("no classes of a first job", e);
        }
    }

    private static void beginHandshake() throws GeneralSecurityException, IOException {
        final KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(256);
        keys.generateKeyPair();
        final SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, null, null);
        final SSLEngine engine = context.createSSLEngine("localhost", 1);
        engine.setUseClientMode(true);
        engine.beginHandshake();
        engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
    }
}
