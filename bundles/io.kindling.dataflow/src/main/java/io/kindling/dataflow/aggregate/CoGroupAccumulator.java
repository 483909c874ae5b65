package io.kindling.dataflow.aggregate;

import java.util.ArrayList;
import java.util.List;

/** Collects the values of a key apart by the input that they come from. The state is an array of lists. */
final class CoGroupAccumulator implements Accumulator {

    private final int inputs;
    private int input;

    CoGroupAccumulator(final int inputs) {
        this.inputs = inputs;
    }

    /** From here on values come from this input. */
    void from(final int next) {
        input = next;
    }

    @Override
    public Object first(final Object value) {
        final Object[] lists = new Object[inputs];
        for (int i = 0; i < inputs; i++) {
            lists[i] = new ArrayList<>(i == input ? 2 : 0);
        }
        list(lists).add(value);
        return lists;
    }

    @Override
    public Object add(final Object state, final Object value) {
        list((Object[]) state).add(value);
        return state;
    }

    @SuppressWarnings("unchecked")
    private List<Object> list(final Object[] lists) {
        return (List<Object>) lists[input];
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object merge(final Object older, final Object newer) {
        for (int i = 0; i < inputs; i++) {
            ((List<Object>) ((Object[]) older)[i]).addAll((List<Object>) ((Object[]) newer)[i]);
        }
        return older;
    }

    @Override
    public boolean keepsValues() {
        return true;
    }
}
