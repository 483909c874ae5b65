package io.kindling.itests.processes;

import io.kindling.itests.app.Markers;
import java.io.Serializable;

/**
 * Where tasks wait until so many processes run one of them, so that each executor gets its share.
 *
 * @param folder    a new one for each job
 * @param processes how many
 */
record Meeting(String folder, int processes) implements Serializable {

    /** Called by tasks, as often as one likes: those of one slot come one after the other. The number of the process. */
    long join() throws InterruptedException {
        final long pid = ProcessHandle.current().pid();
        final Markers markers = Markers.at(folder);
        markers.leave(Long.toString(pid));
        markers.awaitMarkers(processes);
        return pid;
    }
}
