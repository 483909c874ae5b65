package io.kindling.itests.app;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import java.util.List;

/** Does one thing wrong: {@code Misbehaving throw|exit|closure|missing-input|existing-output|main-throws|exit-3}. */
public final class Misbehaving {

    private final Object notSerializable = new Object();

    private Misbehaving() {
    }

    public static void main(final String[] args) {
        try (KindlingContext context = new KindlingContext(new KindlingConf())) {
            switch (args[0]) {
                case "throw" -> context.parallelize(List.of(1, 2), 2).map(x -> {
                    if (x == 2) {
                        throw new IllegalStateException("the record " + x + " is bad");
                    }
                    return x;
                }).count();
                case "exit" -> context.parallelize(List.of(1, 2), 2).foreach(x -> {
                    System.err.println("the record " + x + " says goodbye");
                    System.exit(9);
                });
                case "closure" -> new Misbehaving().capture(context);
                case "missing-input" -> context.textFile(args[1]).count();
                case "existing-output" -> context.range(0, 10).saveAsTextFile(args[1]);
                case "failing-output" -> context.range(0, 10, 1, 2).map(x -> 10 / (x - 7)).saveAsTextFile(args[1]);
                case "main-throws" -> throw new IllegalArgumentException("main does not like this");
                case "exit-3" -> System.exit(3);
                default -> throw new IllegalArgumentException(args[0]);
            }
        }
    }

    private void capture(final KindlingContext context) {
        context.parallelize(List.of(1)).map(x -> x + notSerializable.hashCode()).count();
    }
}
