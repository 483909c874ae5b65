package io.kindling.dataflow.spill;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class LoserTreeTest {

    @Test
    public void shouldMergeAnyNumberOfRunsStably() {
        for (int runs = 0; runs < 20; runs++) {
            final Random random = new Random(runs);
            final List<int[]> all = new ArrayList<>();
            final List<List<int[]>> sources = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                final List<int[]> source = new ArrayList<>();
                int value = 0;
                for (int i = 1 + random.nextInt(8); i > 0; i--) {
                    value += random.nextInt(3);
                    source.add(new int[] {value, run});
                }
                all.addAll(source);
                sources.add(source);
            }
            all.sort(Comparator.comparingInt((int[] v) -> v[0]).thenComparingInt(v -> v[1]));
            final List<List<int[]>> cursors = new ArrayList<>(sources);
            final LoserTree<List<int[]>> tree = new LoserTree<>(cursors, Comparator.comparingInt(c -> c.get(0)[0]));
            final List<int[]> merged = new ArrayList<>();
            while (tree.first() != null) {
                final List<int[]> first = tree.first();
                merged.add(first.remove(0));
                if (first.isEmpty()) {
                    tree.ended();
                } else {
                    tree.moved();
                }
            }
            assertNull(tree.first());
            assertEquals(all, merged);
        }
    }
}
