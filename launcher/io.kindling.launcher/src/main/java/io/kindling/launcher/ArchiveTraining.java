package io.kindling.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.function.ToIntFunction;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * The main class of the process that writes a {@link ClassArchive}: loads what a start loads, by starting every assembly
 * and making its program without running it, and the part of the JDK with which every connection begins.
 */
final class ArchiveTraining {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private ArchiveTraining() {
    }

    /** Exits with 0 when all went well: only then the archive is worth keeping. */
    public static void main(final String[] args) throws Exception {
        int code = 1;
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

    private static void start(final RuntimeHome home, final String assembly) throws InterruptedException {
        try (EmbeddedFramework framework = EmbeddedFramework.start(home, assembly, FrameworkOptions.NONE)) {
            framework.service(ToIntFunction.class, "(kindling.main=" + assembly + ")", LIMIT);
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
