package io.kindling.dataflow.run;

import io.kindling.api.KindlingException;
import java.util.Iterator;

/** What can only be taken from where it is kept; who comes here has not found it. */
record LostNode(String reason) implements Node {

    @Override
    public Iterator<Object> iterate(final TaskRun run, final int partition) {
        throw new KindlingException("Partition " + partition + " is lost: " + reason);
    }
}
