package io.kindling.dataflow.aggregate;

import io.kindling.dataflow.spill.SpillSpace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Groups out of runs that are sorted by hash; keys of one hash code are compared one by one. */
final class GroupMerge implements KeyedCursor {

    /** Of chunks: the number of the input, then values. */
    private final HashedRuns chunks;
    private final int inputs;
    private final SpillSpace space;
    private final GroupBuilders builders;
    /** Keys of one hash code, and for each as many builders as there are inputs. */
    private final List<Object> keys = new ArrayList<>();
    private final List<GroupBuilder[]> groups = new ArrayList<>();
    private final OpenValues open = new OpenValues();
    private int at = -1;

    GroupMerge(final HashedRuns chunks, final int inputs, final SpillSpace space) {
        this.chunks = chunks;
        this.inputs = inputs;
        this.space = space;
        builders = new GroupBuilders(space);
    }

    @Override
    public boolean next() throws Exception {
        if (++at < keys.size()) {
            return true;
        }
        release();
        at = 0;
        if (!chunks.isPresent()) {
            return false;
        }
        final int hash = chunks.hash();
        while (chunks.isPresent() && chunks.hash() == hash) {
            final List<?> chunk = (List<?>) chunks.value();
            builders.add(of(chunks.key())[(Integer) chunk.get(0)], chunk, 1);
            chunks.advance();
            space.checkKilled();
        }
        builders.endStream();
        return true;
    }

    private GroupBuilder[] of(final Object key) {
        for (int i = 0; i < keys.size(); i++) {
            if (Objects.equals(keys.get(i), key)) {
                return groups.get(i);
            }
        }
        final GroupBuilder[] more = builders.ofKey(key, inputs);
        keys.add(key);
        groups.add(more);
        return more;
    }

    private void release() throws IOException {
        builders.close();
        keys.clear();
        groups.clear();
    }

    @Override
    public Object key() {
        return keys.get(at);
    }

    @Override
    public Object state() {
        final Object[] values = new Object[inputs];
        for (int input = 0; input < inputs; input++) {
            values[input] = groups.get(at)[input].values(open);
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        release();
        open.close();
        chunks.close();
    }
}
