package io.kindling.itests.app;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Brings so many megabytes to the driver, from so many partitions, and tells whether they are right. */
public final class LargeResult {

    private static final int MIB = 1 << 20;

    private LargeResult() {
    }

    public static void main(final String[] args) {
        final int megabytes = Integer.parseInt(args[0]);
        try (KindlingContext context = new KindlingContext(new KindlingConf())) {
            final List<byte[]> all = context.parallelize(IntStream.range(0, megabytes).boxed().toList(), Integer.parseInt(args[1]))
                    .map(LargeResult::block).collect();
            final long right = IntStream.range(0, all.size()).filter(i -> Arrays.equals(all.get(i), block(i))).count();
            System.out.println(right + " of " + megabytes + " MiB are right");
        }
    }

    private static byte[] block(final int number) {
        final byte[] block = new byte[MIB];
        for (int i = 0; i < MIB; i++) {
            block[i] = (byte) (number * 31 + i * 7 + (i >> 8));
        }
        return block;
    }
}
