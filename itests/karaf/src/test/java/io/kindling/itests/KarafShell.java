package io.kindling.itests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedExceptionAction;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;

/** Types commands into Karaf's shell. */
final class KarafShell {

    private static final long LIMIT_SECONDS = 120;

    private final SessionFactory sessions;

    KarafShell(final SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** What a command prints. Fails as the command does, or when it takes too long. */
    String run(final String command) throws Exception {
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        final ExecutorService typist = Executors.newSingleThreadExecutor();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            final Session session = sessions.create(new ByteArrayInputStream(new byte[0]), out, out);
            final Future<Object> result = typist.submit(() -> Subject.doAs(administrator(), (PrivilegedExceptionAction<Object>) () -> session.execute(command)));
            final Object value = result.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            session.close();
            return printed.toString(StandardCharsets.UTF_8) + (value == null ? "" : value);
        } finally {
            typist.shutdownNow();
        }
    }

    /** As the user of the console. */
    private static Subject administrator() {
        return new Subject(true, Set.of(new UserPrincipal("karaf"), new RolePrincipal("admin"), new RolePrincipal("manager"), new RolePrincipal("viewer"),
                new RolePrincipal("systembundles")), Set.of(), Set.of());
    }
}
