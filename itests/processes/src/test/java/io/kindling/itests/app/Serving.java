package io.kindling.itests.app;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** Serves two operations until a client calls the second: {@code Serving}. */
public final class Serving {

    private Serving() {
    }

    public static void main(final String[] args) throws InterruptedException {
        final CountDownLatch end = new CountDownLatch(1);
        try (KindlingContext context = new KindlingContext(new KindlingConf())) {
            context.serve("squares", text -> "" + context.parallelize(IntStream.rangeClosed(1, Integer.parseInt(text)).boxed().toList(), 4)
                    .map(x -> x * x).reduce(Integer::sum));
            context.serve("end", text -> {
                end.countDown();
                return "bye";
            });
            end.await();
        }
    }
}
