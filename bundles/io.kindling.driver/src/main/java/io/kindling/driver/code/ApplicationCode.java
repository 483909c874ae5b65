package io.kindling.driver.code;

import io.kindling.api.KindlingException;
import io.kindling.deploy.Artifact;
import io.kindling.deploy.ClassSpace;
import io.kindling.deploy.ClassSpaces;
import io.kindling.plan.JobPlanner;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The code of one application: its newest version, on which new jobs run, and those before it that jobs still run on. The first version stays as
 * long as the context, since the others are made of it. Thread-safe; a change may block for as long as reading its files takes.
 */
public final class ApplicationCode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationCode.class);

    private final ClassSpaces spaces;
    private final String application;
    private final JobPlanner planner;
    private final TreeMap<Integer, CodeVersion> versions = new TreeMap<>(); // this class's lock guards it
    private final CodeChanges changes;
    private final RecordCodecSource codecs;
    private boolean closed;

    /**
     * With one version, which is lent to executors in this JVM.
     *
     * @param first   goes with this
     * @param planner whose jobs run on the code
     * @param codecs  of its records
     */
    public ApplicationCode(final ClassSpaces spaces, final String application, final ClassSpace first, final JobPlanner planner,
                           final RecordCodecSource codecs) {
        this.spaces = spaces;
        this.application = application;
        this.planner = planner;
        changes = new CodeChanges(spaces, first);
        this.codecs = codecs;
        versions.put(0, new CodeVersion(0, first, codecs.codec(first)));
        spaces.lend(application, 0, first);
    }

    /** What there is and what can be done about it. */
    CodeChanges changes() {
        return changes;
    }

    /** The version on which a job runs that is submitted now. */
    public synchronized CodeVersion current() {
        return versions.lastEntry().getValue();
    }

    /** The first version: what executors fetch when they come. */
    public synchronized CodeVersion first() {
        return versions.firstEntry().getValue();
    }

    /** A version that jobs may still run on, or null. */
    public synchronized CodeVersion version(final int number) {
        return versions.get(number);
    }

    /** Those that there are, the newest first. */
    public synchronized List<CodeVersion> newestFirst() {
        return List.copyOf(versions.descendingMap().values());
    }

    /** An artifact of any version that jobs may still run on, or null. */
    public Artifact find(final String hash) {
        return newestFirst().stream().flatMap(version -> version.artifacts().stream()).filter(each -> each.hash().equals(hash)).findFirst().orElse(null);
    }

    /** For one job: it runs on the newest version as a whole, and that stays until the job has ended. */
    public synchronized CodeLease lease() {
        final CodeVersion version = current();
        version.users++;
        return new CodeLease(this, version, planner);
    }

    synchronized void release(final CodeVersion version) {
        version.users--;
        retireUnused(version);
    }

    /** Jobs are not planned for it any more. Its classes stay until the next change: results are read after their job has ended. */
    private void retireUnused(final CodeVersion version) {
        if (version.users == 0 && version != current()) {
            planner.retire(version.number());
        }
    }

    /**
     * See {@link io.kindling.api.KindlingContext#addJar}.
     *
     * @return whether anything has changed
     */
    public synchronized boolean addJar(final String path) {
        mustBeOpen();
        return change(changes.adding(path(path)));
    }

    /** See {@link io.kindling.api.KindlingContext#removeJar}. */
    public synchronized void removeJar(final String name) {
        mustBeOpen();
        change(changes.removing(path(name).getFileName().toString()));
    }

    /**
     * See {@link io.kindling.api.KindlingContext#updateJar}.
     *
     * @return whether anything has changed
     */
    public synchronized boolean updateJar(final String path) {
        mustBeOpen();
        return change(changes.replacing(path(path)));
    }

    /**
     * See {@link io.kindling.api.KindlingContext#addBundle}.
     *
     * @return whether anything has changed
     */
    public synchronized boolean addBundle(final Bundle bundle) {
        mustBeOpen();
        return change(changes.adding(bundle));
    }

    private void mustBeOpen() {
        if (closed) {
            throw new KindlingException("The context has been closed: its code cannot be changed any more");
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
        final ClassSpace space = spaces.ofChange(first().space(), to.removed(), to.jars(), to.bundles());
        forgetUnused(before);
        final CodeVersion next = new CodeVersion(before.number() + 1, space, codecs.codec(space));
        versions.put(next.number(), next);
        changes.done(to, space.artifacts());
        changes.keepOnly(versions.values().stream().flatMap(version -> version.artifacts().stream()).map(Artifact::hash).collect(Collectors.toSet()));
        if (space.runsHere()) {
            spaces.lend(application, next.number(), space); // otherwise executors in this JVM open what they fetch, as others do
        }
        retireUnused(before);
        LOG.info("Application {} runs new jobs on version {} of its code [artifacts={}]", application, next.number(), space.artifacts().size());
        return true;
    }

    private void forgetUnused(final CodeVersion current) {
        final List<CodeVersion> gone = new ArrayList<>();
        for (final Iterator<CodeVersion> each = versions.values().iterator(); each.hasNext();) {
            final CodeVersion old = each.next();
            if (old != current && old.number() > 0 && old.users == 0) {
                each.remove();
                gone.add(old);
            }
        }
        gone.forEach(this::close);
    }

    private void close(final CodeVersion version) {
        spaces.lend(application, version.number(), null);
        version.space().close();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        final List<CodeVersion> all = new ArrayList<>(versions.values());
        all.sort(Comparator.comparingInt(CodeVersion::number).reversed()); // the first last: the others are made of it
        for (final CodeVersion version : all) {
            close(version);
        }
        changes.close();
    }
}
