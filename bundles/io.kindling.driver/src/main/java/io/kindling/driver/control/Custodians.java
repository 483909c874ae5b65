package io.kindling.driver.control;

import io.kindling.cluster.api.Container;
import io.kindling.common.Clock;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has executors without slots started where map outputs lie that jobs wait for and nobody gives to readers. When one is of no use any more the scheduler
 * lets it go. The agent's own.
 */
final class Custodians {

    /** How many in a row may end in one place before they are let go; a job then waits for an executor there, or has the outputs made again. */
    static final int MOST_LOSSES = 3;
    private static final Logger LOG = LoggerFactory.getLogger(Custodians.class);

    private final Clock clock;
    private final ExecutorRegistry executors;
    private final LaunchSpecFactory specs;
    private final Progress progress;
    private final Map<String, Place> places = new HashMap<>();

    /** Where executors have left map outputs, or may. */
    private static final class Place {

        private ClusterBinding binding;
        private Container container;
        private int losses;
    }

    Custodians(final Clock clock, final ExecutorRegistry executors, final LaunchSpecFactory specs, final Progress progress) {
        this.clock = clock;
        this.executors = executors;
        this.specs = specs;
        this.progress = progress;
    }

    /** An executor with slots has registered, perhaps in a place that outlives it. */
    void onPlace(final ExecutorRecord executor) {
        if (executor.outputs() != null) {
            places.values().removeIf(each -> each.binding.phase() == ClusterBinding.Phase.CLOSED);
            final Place place = places.computeIfAbsent(executor.outputs(), key -> new Place());
            place.binding = executor.binding();
            place.container = executor.container();
            place.losses = 0;
        }
    }

    /** How many places are known. */
    int places() {
        return places.size();
    }

    /** A job waits for what lies there; told again and again. */
    void onWanted(final String where) {
        final Place place = places.get(where);
        if (place == null || place.container.node() == null || place.losses >= MOST_LOSSES || !place.binding.isOpen() || place.binding.isLeaving()
                || isOnTheWay(where, place)) {
            return;
        }
        final ExecutorRecord custodian = executors.custodian(place.binding, place.container, where, clock.nanoTime());
        LOG.info("Executor {} is to be a custodian on {}: a job waits for map outputs in {}, and no executor is there [application={}]", custodian.id(),
                custodian.host(), where, progress.application());
        place.binding.launchCustodian(custodian.id(), place.container.node(), specs.custodian(custodian.id(), custodian.container()));
    }

    /**
     * Whether somebody comes who will do, a custodian or an executor that was granted on the same node. A custodian that is there and answers will not: the
     * scheduler has let it go, and it stays for its readers alone.
     */
    private boolean isOnTheWay(final String where, final Place place) {
        return executors.of(place.binding).stream().anyMatch(each -> each.isCustodian()
                ? where.equals(each.guards()) && !each.isDraining() && !each.isIn(ExecutorState.REGISTERED)
                : each.isExpected() && place.container.node().equals(each.container().node()));
    }

    void onRegistered(final ExecutorRecord custodian) {
        LOG.info("Executor {} on {} gives map outputs in {} to readers [application={}]", custodian.id(), custodian.host(), custodian.guards(),
                progress.application());
    }

    /** One has ended, or could not be started. */
    void onLost(final ExecutorRecord custodian, final String why) {
        final Place place = places.get(custodian.guards());
        place.losses++;
        progress.notice("Executor " + custodian.id() + " on " + custodian.host() + ", which was to give map outputs of others to readers, was lost: " + why
                + (place.losses < MOST_LOSSES ? "" : "; it is the last of " + place.losses + ": jobs wait for an executor there, or make them again"));
    }
}
