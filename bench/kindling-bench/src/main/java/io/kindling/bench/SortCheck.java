package io.kindling.bench;

import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Whether all records of a sort are there and in order: within each partition and from one to the next. */
final class SortCheck {

    private SortCheck() {
    }

    /** Of a partition: number of records, of those out of order, and the sum of them; its first key and its last. */
    static Iterator<Tuple3<long[], byte[], byte[]>> summary(final Iterator<Tuple2<byte[], byte[]>> records) {
        long count = 0;
        long misplaced = 0;
        long sum = 0;
        byte[] first = null;
        byte[] last = null;
        while (records.hasNext()) {
            final Tuple2<byte[], byte[]> record = records.next();
            if (first == null) {
                first = record._1;
            } else if (Arrays.compareUnsigned(last, record._1) > 0) {
                misplaced++;
            }
            last = record._1;
            count++;
            sum += Numbers.sortSum(record._1, record._2);
        }
        return List.of(new Tuple3<>(new long[] {count, misplaced, sum}, first, last)).iterator();
    }

    /** The checksum of all partitions, in their order. */
    static String of(final List<Tuple3<long[], byte[], byte[]>> partitions) {
        long count = 0;
        long misplaced = 0;
        long sum = 0;
        byte[] last = null;
        for (final Tuple3<long[], byte[], byte[]> partition : partitions) {
            count += partition._1()[0];
            misplaced += partition._1()[1];
            sum += partition._1()[2];
            if (partition._1()[0] > 0) {
                misplaced += last != null && Arrays.compareUnsigned(last, partition._2()) > 0 ? 1 : 0;
                last = partition._3();
            }
        }
        return count + "/" + misplaced + "/" + Long.toHexString(sum);
    }
}
