package io.kindling.dataflow.sort;

/** A stable merge sort of longs by a comparison that looks up what they stand for: slower than objects, but keeps none. */
final class PlaceSort {

    private final long[] places;
    private final Order order;

    /** Compares what two places stand for. */
    interface Order {
        int compare(long one, long other);
    }

    PlaceSort(final long[] places, final Order order) {
        this.places = places;
        this.order = order;
    }

    void sort(final int from, final int to) {
        sort(from, to, new long[(to - from + 1) / 2]);
    }

    private void sort(final int from, final int to, final long[] scratch) {
        if (to - from < 2) {
            return;
        }
        final int middle = from + (to - from) / 2;
        sort(from, middle, scratch);
        sort(middle, to, scratch);
        if (order.compare(places[middle - 1], places[middle]) <= 0) {
            return;
        }
        final int left = middle - from;
        System.arraycopy(places, from, scratch, 0, left);
        int one = 0;
        int other = middle;
        int at = from;
        while (one < left && other < to) {
            places[at++] = order.compare(scratch[one], places[other]) <= 0 ? scratch[one++] : places[other++];
        }
        System.arraycopy(scratch, one, places, at, left - one);
    }
}
