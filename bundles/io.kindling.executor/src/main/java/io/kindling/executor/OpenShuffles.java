package io.kindling.executor;

import io.kindling.executor.files.SharedOutputs;
import io.kindling.executor.link.Bootstrap;
import io.kindling.shuffle.ShuffleSession;
import io.kindling.shuffle.ShuffleSetup;
import io.kindling.shuffle.Shuffles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The map outputs of this executor: they end with it, or lie in a place from which others give them to readers. */
final class OpenShuffles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenShuffles.class);

    private final ShuffleSession session;
    private final Path place;
    private final BooleanSupplier over;

    private OpenShuffles(final ShuffleSession session, final Path place, final BooleanSupplier over) {
        this.session = session;
        this.place = place;
        this.over = over;
    }

    /**
     * Opens them.
     *
     * @param alone whether this JVM is nothing but this executor; one in the driver's own does not end before its application
     * @param own   with directories of this executor alone
     * @param over  whether nobody needs what outlives this executor, asked at its end
     */
    static OpenShuffles open(final Shuffles kind, final Bootstrap bootstrap, final boolean alone, final ShuffleSetup own, final BooleanSupplier over)
            throws IOException {
        final Path place = bootstrap.outlive() && alone ? place(kind, bootstrap) : null;
        return new OpenShuffles(kind.open(place == null ? own : own.sharing(List.of(place))), place, over);
    }

    private static Path place(final Shuffles kind, final Bootstrap bootstrap) throws IOException {
        final Path directory = SharedOutputs.directory();
        if (directory != null && kind.canShare()) {
            return directory;
        }
        LOG.warn("Map outputs of executor {} go with it, although kindling.shuffle.service.enabled=true: {}", bootstrap.executor(), directory == null
                ? "the cluster manager gives it no place for those that outlive it" : "the shuffle '" + bootstrap.shuffle() + "' cannot share a place");
        return null;
    }

    ShuffleSession session() {
        return session;
    }

    /** Where those lie that outlive it; null if they go with it. */
    Path place() {
        return place;
    }

    @Override
    public void close() {
        if (place == null || over.getAsBoolean()) {
            session.close();
        } else {
            session.leave();
        }
    }
}
