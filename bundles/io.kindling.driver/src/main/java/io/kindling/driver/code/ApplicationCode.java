package io.kindling.driver.code;

import io.kindling.api.KindlingException;
import io.kindling.deploy.Artifact;
import io.kindling.deploy.ClassSpace;
import io.kindling.deploy.ClassSpaces;
import io.kindling.plan.JobPlanner;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The code of one session of an application: its newest version, on which new jobs run, and those before it that jobs still run on. Each session
 * begins with what the application was started with, and changes it for itself alone. Thread-safe; a change may block for as long as reading its
 * files takes.
 */
public final class ApplicationCode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationCode.class);

    private final int session;
    private final VersionTable table;
    private final List<CodeVersion> versions = new ArrayList<>(); // this class's lock guards it; the oldest first
    private final CodeChanges changes;
    private boolean closed;

    /**
     * The first session's, with one version, which is lent to executors in this JVM.
     *
     * @param first   goes with this
     * @param planner whose jobs run on the code
     * @param codecs  of its records
     */
    public ApplicationCode(final ClassSpaces spaces, final String application, final ClassSpace first, final JobPlanner planner,
                           final RecordCodecSource codecs) {
        this(0, new VersionTable(spaces, application, first, planner, codecs));
    }

    private ApplicationCode(final int session, final VersionTable table) {
        this.session = session;
        this.table = table;
        changes = new CodeChanges(session == 0 ? "the application's code" : "the code of session " + session, table.spaces(), table.first().space());
        versions.add(table.useFirst());
    }

    /** What another session of the application begins with; it goes before the first session's. */
    public ApplicationCode ofSession(final int number) {
        return new ApplicationCode(number, table);
    }

    VersionTable versions() {
        return table;
    }

    /** Whether the session has ended. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** What messages call the session. */
    public String owner() {
        return session == 0 ? "the application's own context" : "session " + session;
    }

    /** What an artifact is that a version does not have, and what it has instead, if anything. */
    synchronized String difference(final String hash, final CodeVersion version) {
        final Artifact other = table.find(hash);
        return changes.difference(hash, other == null ? null : other.name(), version);
    }

    /** The version on which a job runs that is submitted now. */
    public synchronized CodeVersion current() {
        if (versions.isEmpty()) {
            mustBeOpen("be used");
        }
        return versions.get(versions.size() - 1);
    }

    /** What the application was started with: what executors fetch when they come. */
    public CodeVersion first() {
        return table.first();
    }

    /** A version of any session that jobs may still run on, or null. */
    public CodeVersion version(final int number) {
        return table.find(number);
    }

    /** This session's that there are, the newest first. */
    public synchronized List<CodeVersion> newestFirst() {
        final List<CodeVersion> all = new ArrayList<>();
        for (int i = versions.size() - 1; i >= 0; i--) {
            all.add(versions.get(i));
        }
        return all;
    }

    /** An artifact of any version of any session that jobs may still run on, or null. */
    public Artifact find(final String hash) {
        return table.find(hash);
    }

    /**
     * What the code of another session has that this one's does not have, each with what this one has instead; empty if functions of the other one
     * find the same classes here.
     */
    public List<String> lacks(final ApplicationCode other) {
        final CodeVersion theirs = other.current();
        final CodeVersion mine = current();
        if (theirs == mine) {
            return List.of();
        }
        final List<Artifact> here = mine.artifacts();
        final Set<String> hashes = here.stream().map(Artifact::hash).collect(Collectors.toSet());
        return theirs.artifacts().stream().filter(each -> !hashes.contains(each.hash()))
                .map(each -> each.name() + (here.stream().map(Artifact::name).anyMatch(each.name()::equals) ? " with other content" : "")).toList();
    }

    /** For one job: it runs on the newest version as a whole, and that stays until the job has ended. */
    public synchronized CodeLease lease() {
        mustBeOpen("run jobs");
        final CodeVersion version = current();
        table.use(version);
        return new CodeLease(this, version);
    }

    /**
     * See {@link io.kindling.api.KindlingContext#addJar}.
     *
     * @return whether anything has changed
     */
    public synchronized boolean addJar(final String path) {
        mustBeOpen("be changed");
        return change(changes.adding(path(path)));
    }

    /** See {@link io.kindling.api.KindlingContext#removeJar}. */
    public synchronized void removeJar(final String name) {
        mustBeOpen("be changed");
        change(changes.removing(path(name).getFileName().toString()));
    }

    /**
     * See {@link io.kindling.api.KindlingContext#updateJar}.
     *
     * @return whether anything has changed
     */
    public synchronized boolean updateJar(final String path) {
        mustBeOpen("be changed");
        return change(changes.replacing(path(path)));
    }

    /**
     * See {@link io.kindling.api.KindlingContext#addBundle}.
     *
     * @return whether anything has changed
     */
    public synchronized boolean addBundle(final Bundle bundle) {
        mustBeOpen("be changed");
        return change(changes.adding(bundle));
    }

    private void mustBeOpen(final String what) {
        if (closed) {
            throw new KindlingException((session == 0 ? "The context" : "Session " + session + " of the application") + " has been closed: its code cannot "
                    + what + " any more");
        }
    }

    private static Path path(final String text) {
        try {
            return Path.of(text).toAbsolutePath();
        } catch (final InvalidPathException e) {
            throw new KindlingException(text + " is no path: " + e.getReason(), e);
        }
    }

    /** Another version, for jobs from now on. If it cannot be opened nothing has changed. */
    private boolean change(final CodeChanges.State to) {
        if (to == null) {
            return false;
        }
        final CodeVersion before = current();
        final ClassSpace space = table.spaces().ofChange(table.first().space(), to.removed(), to.jars(), to.bundles());
        forgetUnused(before);
        final CodeVersion next = table.add(space);
        versions.add(next);
        changes.done(to, space.artifacts());
        changes.keepOnly(versions.stream().flatMap(version -> version.artifacts().stream()).map(Artifact::hash).collect(Collectors.toSet()));
        table.release(before);
        LOG.info("{} of {} runs new jobs on version {} of its code [artifacts={}]", session == 0 ? "The context" : "Session " + session,
                table.application(), next.number(), space.artifacts().size());
        return true;
    }

    /** Results of the last version that nobody uses may still be read, those of the ones before are not. */
    private void forgetUnused(final CodeVersion current) {
        versions.removeIf(old -> {
            if (old == current || old.number() == 0 || table.isUsed(old)) {
                return false;
            }
            table.forget(old);
            return true;
        });
    }

    /** The session has ended, and its jobs with it or as good as. The first session's end is the application's: its executors have ended. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        table.release(current());
        versions.forEach(table::forget);
        if (session == 0) {
            table.close();
        } else {
            versions.clear(); // what the application still holds of the session must not hold its classes
        }
        changes.close();
    }
}
