package io.kindling.driver;

import io.kindling.api.KindlingException;
import io.kindling.driver.code.ApplicationCode;
import io.kindling.driver.control.ApplicationControl;
import io.kindling.driver.control.CachedRdds;
import io.kindling.driver.control.SessionJobs;
import io.kindling.driver.rdd.ApplicationFiles;
import io.kindling.driver.rdd.DataSets;
import io.kindling.driver.rdd.Parallelism;
import io.kindling.driver.rdd.Shipping;
import io.kindling.driver.shared.AddedFiles;
import io.kindling.driver.shared.SharedState;
import io.kindling.plan.Lineage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions of one application: the first one is its own context, the others share what is here. Thread-safe. */
final class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Application application;
    private final Data data;
    private final ApplicationCode code;
    private final Lineage lineage = new Lineage();
    private final Deque<DriverContext> open = new ArrayDeque<>(); // this object's lock guards it, and what follows
    private int last;
    private String closed;

    /**
     * What all contexts of an application are one in.
     *
     * @param identity      what it is told apart by
     * @param configuration checked
     * @param control       its jobs and executors
     * @param move          takes it to another cluster
     * @param calls         of clients
     */
    record Application(DriverContext.Identity identity, Map<String, String> configuration, ApplicationControl control, ClusterMove move, ServedCalls calls) {

        SharedState shared() {
            return identity.shared();
        }
    }

    /**
     * What their data sets have in common.
     *
     * @param cached      what is kept
     * @param files       of inputs and outputs
     * @param parallelism if nothing is said
     */
    record Data(CachedRdds cached, ApplicationFiles files, Parallelism parallelism) {
    }

    /** @param code of the first session */
    Sessions(final Application application, final Data data, final ApplicationCode code) {
        this.application = application;
        this.data = data;
        this.code = code;
    }

    /**
     * The application's own context.
     *
     * @param end ends the application
     */
    DriverContext first(final Consumer<String> end) {
        return context(session(0, code), end);
    }

    /**
     * Another session.
     *
     * @throws KindlingException if the application has ended
     */
    synchronized DriverContext open() {
        if (closed != null || application.control.refusal() != null) {
            throw new KindlingException("There can be no further session: " + (closed == null ? application.control.refusal() : closed));
        }
        final Session session = session(++last, code.ofSession(last));
        final DriverContext[] self = new DriverContext[1];
        self[0] = context(session, reason -> end(session, self[0], reason));
        open.push(self[0]);
        LOG.info("Session {} of application {} has begun", session.number(), application.identity.application());
        return self[0];
    }

    private Session session(final int number, final ApplicationCode its) {
        final SessionJobs jobs = application.control.session(number, its);
        final DataSets sets = new DataSets(lineage, new Shipping(its, application.shared().broadcasts()), jobs, data.cached, data.files, data.parallelism);
        final AddedFiles files = application.shared().files(number);
        jobs.properties().pythonFiles(files::pythonNames);
        return new Session(number, jobs, sets, files, this);
    }

    private DriverContext context(final Session session, final Consumer<String> end) {
        return new DriverContext(application.identity, application.configuration, application.control, application.move, session, application.calls, end);
    }

    private void end(final Session session, final DriverContext context, final String reason) {
        session.jobs().end(reason);
        session.data().forget();
        application.shared().endSession(session.number());
        session.code().close();
        synchronized (this) {
            open.remove(context);
        }
        LOG.info("Session {} of application {} has ended", session.number(), application.identity.application());
    }

    /** The application ends: its sessions before it, the last one first. */
    void close(final String reason) {
        final List<DriverContext> ending;
        synchronized (this) {
            closed = reason;
            ending = new ArrayList<>(open);
        }
        ending.forEach(context -> context.close(reason));
    }
}
