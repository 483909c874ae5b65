package io.kindling.driver.code;

import io.kindling.dataflow.RecordCodec;
import io.kindling.deploy.Artifact;
import io.kindling.deploy.ClassSpace;
import io.kindling.deploy.ClassSpaces;
import io.kindling.plan.JobPlanner;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The versions of one application's code over all its sessions. A number stands for one version for good. Somebody uses a version as long as a
 * session's new jobs run on it, or a job that has not ended; then it is retired. Thread-safe: its lock guards what versions say of their users.
 */
final class VersionTable implements AutoCloseable {

    private final ClassSpaces spaces;
    private final String application;
    private final JobPlanner planner;
    private final RecordCodecSource codecs;
    private final TreeMap<Integer, CodeVersion> versions = new TreeMap<>();
    private final CodeVersion first;
    private CodeVersion unchanged; // has the code of the first one, for sessions that begin
    private int last;

    /** With the first version, which is lent to executors in this JVM and stays until the end: the others are made of it. */
    VersionTable(final ClassSpaces spaces, final String application, final ClassSpace first, final JobPlanner planner, final RecordCodecSource codecs) {
        this.spaces = spaces;
        this.application = application;
        this.planner = planner;
        this.codecs = codecs;
        this.first = new CodeVersion(0, first, codecs.codec(first));
        unchanged = this.first;
        versions.put(0, this.first);
        lend(this.first);
    }

    ClassSpaces spaces() {
        return spaces;
    }

    String application() {
        return application;
    }

    JobPlanner planner() {
        return planner;
    }

    CodeVersion first() {
        return first;
    }

    /** A version that somebody may still use, or null. */
    synchronized CodeVersion find(final int number) {
        return versions.get(number);
    }

    /** An artifact of any version that somebody may still use, or null. */
    Artifact find(final String hash) {
        final List<CodeVersion> all;
        synchronized (this) {
            all = List.copyOf(versions.values());
        }
        return all.stream().flatMap(version -> version.artifacts().stream()).filter(each -> each.hash().equals(hash)).findFirst().orElse(null);
    }

    /** The code that the application was started with, used once more: under its own number, or another one if jobs are not planned for that any more. */
    synchronized CodeVersion useFirst() {
        if (unchanged.retired) {
            unchanged = add(first.space(), first.codec());
        } else {
            unchanged.users++;
        }
        return unchanged;
    }

    /** Another version, used by who asks. */
    CodeVersion add(final ClassSpace space) {
        return add(space, codecs.codec(space));
    }

    private synchronized CodeVersion add(final ClassSpace space, final RecordCodec codec) {
        final CodeVersion version = new CodeVersion(++last, space, codec);
        version.users = 1;
        versions.put(version.number(), version);
        lend(version);
        return version;
    }

    /** Otherwise executors in this JVM open what they fetch, as others do. */
    private void lend(final CodeVersion version) {
        if (version.space().runsHere()) {
            spaces.lend(application, version.number(), version.space());
        }
    }

    synchronized void use(final CodeVersion version) {
        version.users++;
    }

    synchronized boolean isUsed(final CodeVersion version) {
        return version.users > 0;
    }

    /** One does not use it any more. Its classes stay until {@link #forget}: results are read after their job has ended. */
    synchronized void release(final CodeVersion version) {
        version.users--;
        if (version.users == 0) {
            version.retired = true;
            planner.retire(version.number());
            if (version.forgotten) {
                drop(version);
            }
        }
    }

    /** Nobody reads results of it any more. It goes with its last user; the first one does not. */
    synchronized void forget(final CodeVersion version) {
        version.forgotten = version != first;
        if (version.forgotten && version.users == 0) {
            drop(version);
        }
    }

    private void drop(final CodeVersion version) {
        if (versions.remove(version.number(), version)) {
            spaces.lend(application, version.number(), null);
            if (version.space() != first.space()) {
                version.space().close();
            }
        }
    }

    /** The application has ended, and its executors with it. */
    @Override
    public synchronized void close() {
        final List<CodeVersion> all = versions.values().stream().sorted(Comparator.comparingInt(CodeVersion::number).reversed()).toList();
        all.forEach(this::drop); // the first last
        first.space().close();
    }
}
