package io.kindling.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Updates bundles of a running framework in place: the bundle, then what is wired to it and nothing else. An update that
 * would not resolve is refused before anything is stopped; one that does not start is taken back. One thread uses it.
 */
final class BundleUpdates {

    private static final Map<String, String> PROTECTED = Map.of(
        "io.kindling.process", "holds the child processes; restart the process instead");
    private static final String REFERENCE = "reference:";
    private static final Duration REFRESH_LIMIT = Duration.ofSeconds(30);

    private final BundleContext context;
    private final FrameworkWiring framework;
    private final Duration programLimit;
    /** What was updated, as it is now. */
    private final Map<String, byte[]> current = new HashMap<>();
    private int checks;

    /** @param programLimit how long the process's program may be away when its bundle, or one that it needs, has been updated */
    BundleUpdates(final BundleContext context, final Duration programLimit) {
        this.context = context;
        this.framework = context.getBundle().adapt(FrameworkWiring.class);
        this.programLimit = programLimit;
    }

    /** Which bundle a candidate is the next version of; null if there is none. */
    Bundle target(final CandidateBundle candidate) {
        return Arrays.stream(context.getBundles()).filter(bundle -> candidate.symbolicName().equals(bundle.getSymbolicName())).findFirst().orElse(null);
    }

    /**
     * Carries an update out; blocks as long as the bundles take to stop and start.
     *
     * @return the version before, or null if the bundle has this content already
     * @throws UpdateRefusedException when the bundle is as it was before
     */
    Version update(final Bundle bundle, final CandidateBundle candidate) throws UpdateRefusedException, InterruptedException {
        final Version before = bundle.getVersion();
        final byte[] old = content(bundle);
        if (Arrays.equals(old, candidate.bytes())) {
            return null;
        }
        if (bundle.getBundleId() == 0) {
            throw new UpdateRefusedException("it is the framework's own; restart the process instead");
        }
        final Collection<Bundle> affected = framework.getDependencyClosure(Set.of(bundle));
        for (final Bundle each : affected) {
            if (PROTECTED.containsKey(each.getSymbolicName())) {
                throw new UpdateRefusedException((each.equals(bundle) ? "" : "it would restart ") + each.getSymbolicName()
                    + (each.equals(bundle) ? " " : ", which ") + PROTECTED.get(each.getSymbolicName()));
            }
        }
        if (!before.equals(candidate.version()) && !isFragment(bundle)) {
            check(candidate);
        }
        final boolean program = hasProgram();
        final List<Bundle> active = affected.stream()
            .filter(each -> each.getState() == Bundle.ACTIVE).sorted().toList();
        try {
            replace(bundle, candidate.bytes(), active);
            if (program) {
                awaitProgram();
            }
            current.put(candidate.symbolicName(), candidate.bytes());
            return before;
        } catch (BundleException e) {
            takeBack(bundle, old, active, e);
            throw new UpdateRefusedException(candidate + " does not start, version " + before + " goes on: " + reason(e), e);
        }
    }

    /** Whether it would resolve beside what is there, which goes on meanwhile. */
    private void check(final CandidateBundle candidate) throws UpdateRefusedException, InterruptedException {
        checks++;
        Bundle trial = null;
        try {
            trial = context.installBundle("kindling-update-check:" + checks, candidate.stream());
            if (!framework.resolveBundles(List.of(trial))) {
                // It does not start; it says why.
                trial.start(Bundle.START_TRANSIENT);
            }
        } catch (BundleException e) {
            throw new UpdateRefusedException(candidate + " does not resolve: " + reason(e), e);
        } finally {
            remove(trial);
        }
    }

    private void remove(final Bundle trial) throws InterruptedException {
        if (trial != null) {
            try {
                trial.uninstall();
                refresh(trial);
            } catch (BundleException e) {
                throw new LaunchException("the framework does not let go of " + trial.getLocation() + ": " + e.getMessage(), e);
            }
        }
    }

    private void replace(final Bundle bundle, final byte[] jar, final List<Bundle> active) throws BundleException, InterruptedException {
        // Stopped before it is updated: an update of an active bundle starts it at once, and the refresh would stop it again.
        bundle.stop(Bundle.STOP_TRANSIENT);
        bundle.update(new ByteArrayInputStream(jar));
        refresh(bundle);
        start(active);
    }

    private static void start(final Collection<Bundle> bundles) throws BundleException {
        for (final Bundle each : bundles) {
            if (each.getBundleId() != 0) {
                each.start(Bundle.START_TRANSIENT);
            }
        }
    }

    private void takeBack(final Bundle bundle, final byte[] old, final List<Bundle> active, final BundleException why)
            throws UpdateRefusedException, InterruptedException {
        if (old == null) {
            throw new UpdateRefusedException("it does not start, and the version before cannot be read any more: restart the process. " + reason(why), why);
        }
        try {
            replace(bundle, old, active);
        } catch (BundleException e) {
            throw new UpdateRefusedException("it does not start, and the version before does not start again: restart the process. "
                + reason(why) + "; " + reason(e), e);
        }
    }

    private void refresh(final Bundle bundle) throws BundleException, InterruptedException {
        final CountDownLatch done = new CountDownLatch(1);
        framework.refreshBundles(Set.of(bundle), event -> done.countDown());
        if (!done.await(REFRESH_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new BundleException("what is wired to " + bundle.getSymbolicName() + " was not refreshed within " + REFRESH_LIMIT.toSeconds() + " s");
        }
    }

    /** Whether the process's program is there: an update may take it out of a bundle that is only wired to the updated one. */
    private boolean hasProgram() {
        try {
            return context.getAllServiceReferences(null, "(kindling.main=*)") != null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitProgram() throws BundleException, InterruptedException {
        final long deadline = System.nanoTime() + programLimit.toNanos();
        while (!hasProgram()) {
            if (System.nanoTime() - deadline > 0) {
                throw new BundleException("its program was not there within " + programLimit.toMillis() + " ms; its log says why");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** The jar that a bundle runs from, or null if it cannot be read. */
    private byte[] content(final Bundle bundle) {
        final byte[] updated = current.get(bundle.getSymbolicName());
        if (updated != null || !bundle.getLocation().startsWith(REFERENCE)) {
            return updated;
        }
        try {
            return Files.readAllBytes(Path.of(URI.create(bundle.getLocation().substring(REFERENCE.length()))));
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean isFragment(final Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    private static String reason(final BundleException e) {
        return e.getMessage() + (e.getCause() == null ? "" : " " + e.getCause());
    }
}
