package io.kindling.cluster.standalone.master;

import io.kindling.cluster.api.ResourceProfile;
import io.kindling.cluster.standalone.message.LaunchExecutor;
import io.kindling.common.ByteSize;

/**
 * Executors without cores, which give to readers what others have left on a worker. They are accounted for nowhere, since they are needed where a
 * worker is full; so there may be only few and small ones. Pure.
 */
final class Custodians {

    /** For its heap and for what it needs beside that. */
    static final long MOST_MEMORY = 512L << 20;
    /** Of one application on one worker: one that goes and one that comes. */
    static final int MOST = 2;

    private Custodians() {
    }

    /** Why a custodian cannot be started, or null; null for what is none. */
    static String refusal(final MasterState state, final ApplicationRecord application, final LaunchExecutor message) {
        if (message.worker() == null) {
            return null;
        }
        final String name = LaunchExecutor.custodianOf(application.id, message.spec().executor().value());
        if (!name.equals(message.container())) {
            return "its container is called " + message.container() + ", and that of a custodian must be called " + name;
        }
        final ResourceProfile profile = message.spec().profile();
        if (profile.cores() != 0 || profile.heapBytes() > MOST_MEMORY || profile.overheadBytes() > MOST_MEMORY - profile.heapBytes()) {
            return "a custodian has no cores and " + ByteSize.format(MOST_MEMORY) + " of memory at the most, not " + profile.cores() + " cores, a heap of "
                    + ByteSize.format(profile.heapBytes()) + " and " + ByteSize.format(profile.overheadBytes()) + " beside it";
        }
        if (application.expected.containsKey(message.container())) {
            return null; // by an earlier master; its worker tells what became of it
        }
        final WorkerRecord worker = state.workers.get(message.worker());
        if (worker == null || !worker.connected && !worker.detached) {
            return "there is no worker " + message.worker() + ", or it does not answer now";
        }
        final long others = worker.grants.values().stream().filter(g -> g.isCustodian() && g.application.equals(application.id) && g.phase() != Phase.ENDING)
                .count();
        return others < MOST ? null : "the application has " + others + " custodians on worker " + worker.id + " already, and may have " + MOST;
    }

    /** Has one started that nothing speaks against. */
    static void launch(final MasterState state, final ApplicationRecord application, final LaunchExecutor message) {
        final Grant grant = new Grant(message.container(), application.id, state.workers.get(message.worker()), 0, 0, Phase.GRANTED);
        application.grants.put(grant.container, grant);
        state.launch(application, grant, message.spec());
    }
}
