package io.kindling.itests.app;

import io.kindling.api.JavaFutureAction;
import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.Rdd;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Runs one job on each of several versions of a library at once, and prints what they say: {@code Sessions JAR...}. */
public final class Sessions {

    private Sessions() {
    }

    public static void main(final String[] args) throws Exception {
        try (KindlingContext context = new KindlingContext(new KindlingConf())) {
            final List<JavaFutureAction<List<String>>> results = new ArrayList<>();
            for (final String jar : args) {
                final KindlingContext session = context.newSession();
                session.addJar(jar);
                results.add(rules(session).distinct().collectAsync());
            }
            for (final JavaFutureAction<List<String>> result : results) {
                System.out.println(result.get());
            }
            System.out.println(context.range(0, 10, 1, 2).count());
        }
    }

    /** What the library of a session says, in each of many tasks. */
    public static Rdd<String> rules(final KindlingContext session) {
        return session.range(0, 40, 1, 40).map(number -> (String) ((Supplier<?>) Class.forName("rules.Rule", true,
                Thread.currentThread().getContextClassLoader()).getConstructor().newInstance()).get());
    }
}
