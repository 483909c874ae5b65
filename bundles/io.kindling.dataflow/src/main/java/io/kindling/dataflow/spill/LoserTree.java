package io.kindling.dataflow.spill;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Finds the smallest of several heads with about log2 comparisons; of equal ones that of the first cursor.
 *
 * @param <C> what stands for a run; its head changes when its turn is over
 */
public final class LoserTree<C> {

    private final C[] cursors;
    private final Comparator<? super C> order;
    private final int[] losers;
    private int winner;

    /** @param cursors those that have a head */
    @SuppressWarnings("unchecked")
    public LoserTree(final List<? extends C> cursors, final Comparator<? super C> order) {
        this.cursors = (C[]) cursors.toArray();
        this.order = Objects.requireNonNull(order, "order is null");
        this.losers = new int[Math.max(1, this.cursors.length)];
        this.winner = this.cursors.length == 0 ? -1 : play(1);
    }

    private int play(final int node) {
        final int count = cursors.length;
        if (node >= count) {
            return node - count;
        }
        final int left = play(2 * node);
        final int right = play(2 * node + 1);
        final boolean leftWins = before(left, right);
        losers[node] = leftWins ? right : left;
        return leftWins ? left : right;
    }

    private boolean before(final int one, final int other) {
        if (cursors[one] == null || cursors[other] == null) {
            return cursors[one] != null;
        }
        final int compared = order.compare(cursors[one], cursors[other]);
        return compared < 0 || compared == 0 && one < other;
    }

    /** The cursor with the smallest head, or null if all have ended. */
    public C first() {
        return winner < 0 ? null : cursors[winner];
    }

    /** The first cursor has another head. */
    public void moved() {
        int contender = winner;
        for (int node = (winner + cursors.length) >>> 1; node > 0; node >>>= 1) {
            if (before(losers[node], contender)) {
                final int loser = losers[node];
                losers[node] = contender;
                contender = loser;
            }
        }
        winner = contender;
    }

    /** The first cursor has ended. */
    public void ended() {
        cursors[winner] = null;
        moved();
    }
}
