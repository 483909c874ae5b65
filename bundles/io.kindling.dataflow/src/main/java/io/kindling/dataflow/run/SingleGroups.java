package io.kindling.dataflow.run;

import io.kindling.dataflow.aggregate.KeyedCursor;
import java.io.IOException;

/** Groups of one input: the values themselves instead of an array. */
record SingleGroups(KeyedCursor groups) implements KeyedCursor {

    @Override
    public boolean next() throws Exception {
        return groups.next();
    }

    @Override
    public Object key() {
        return groups.key();
    }

    @Override
    public Object state() {
        return ((Object[]) groups.state())[0];
    }

    @Override
    public void close() throws IOException {
        groups.close();
    }
}
