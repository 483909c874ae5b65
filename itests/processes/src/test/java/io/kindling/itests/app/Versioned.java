package io.kindling.itests.app;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import java.util.List;

/** Prints what the executors' copy of a resource says, and which class did it: {@code Versioned}. */
public final class Versioned {

    private Versioned() {
    }

    public static void main(final String[] args) {
        try (KindlingContext context = new KindlingContext(new KindlingConf())) {
            System.out.println(context.parallelize(List.of(1, 2, 3), 3).map(x -> Library.version() + ":" + x).collect());
        }
    }
}
