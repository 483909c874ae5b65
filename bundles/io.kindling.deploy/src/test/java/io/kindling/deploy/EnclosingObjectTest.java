package io.kindling.deploy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingContext;
import io.kindling.api.NotSerializableClosureException;
import io.kindling.api.function.Function;
import java.io.Closeable;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.felix.framework.Felix;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Functions written as inner classes of an object that does not travel, which this test is. */
public class EnclosingObjectTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final ClassSpace space = new DeployedClassSpaces(Felix.class).ofLoader(getClass().getClassLoader(), List.of());
    private final int number = Integer.parseInt("7");

    @After
    public void close() {
        space.close();
    }

    @SuppressWarnings("unchecked")
    private Function<Integer, Object> trip(final Object function) throws Exception {
        return (Function<Integer, Object>) space.readFunction(space.writeFunction(function, "the function"));
    }

    private static Field outer(final Object function) {
        return Arrays.stream(function.getClass().getDeclaredFields()).filter(field -> field.getName().startsWith("this$")).findFirst().orElse(null);
    }

    @Test
    public void shouldLeaveBehindWhatAnAnonymousClassDoesNotLookAt() throws Exception {
        final List<Integer> more = new ArrayList<>(List.of(1, 2));
        final long wide = 1L << 40;
        final Function<Integer, Object> function = new Function<>() {
            private final double own = 0.5;

            @Override
            public Object call(final Integer x) {
                // a switch and jumps of all sorts for the reader of the code
                int sum = 0;
                for (int i = 0; i < x; i++) {
                    sum += switch (i % 5) {
                        case 0, 1 -> i;
                        case 3 -> -i;
                        default -> i * 1_000_000;
                    };
                    sum += switch (String.valueOf(i)) {
                        case "a", "b" -> 1;
                        default -> 0;
                    };
                }
                return sum + more.size() + own + wide;
            }
        };
        assertEquals(function.call(4), trip(function).call(4));
        final Field outer = outer(function);
        if (outer != null) { // newer compilers leave it out themselves
            outer.setAccessible(true);
            assertNull(outer.get(trip(function)));
            assertNotNull("the function itself is as it was", outer.get(function));
        }
    }

    @Test
    public void shouldLeaveBehindWhatLocalAndInnerClassesDoNotLookAt() throws Exception {
        class Local implements Function<Integer, Object> {
            @Override
            public Object call(final Integer x) {
                return new Comparator<Integer>() {
                    @Override
                    public int compare(final Integer a, final Integer b) {
                        return a - b;
                    }
                }.compare(x, 1);
            }
        }
        assertEquals(4, trip(new Local()).call(5));
        assertEquals("Inner 5", trip(new Inner()).call(5));
        final Function<Integer, Object> inner = new Inner();
        final Function<Integer, Object> lambda = x -> inner.call(x) + "!";
        assertEquals("Inner 5!", trip(lambda).call(5));
    }

    private final class Inner implements Function<Integer, Object> {
        @Override
        public Object call(final Integer x) {
            return "Inner " + x;
        }
    }

    @Test
    public void shouldKeepWhatIsLookedAtFromWithin() {
        final Function<Integer, Object> direct = new Function<>() {
            @Override
            public Object call(final Integer x) {
                return x + number;
            }
        };
        final Function<Integer, Object> deeper = new Function<>() {
            @Override
            public Object call(final Integer x) {
                return new Object() {
                    int get() {
                        return x + number;
                    }
                }.get();
            }
        };
        final Function<Integer, Object> method = new Function<>() {
            @Override
            public Object call(final Integer x) {
                return twice(x);
            }
        };
        final Function<Integer, Object> lambda = new Function<>() {
            @Override
            public Object call(final Integer x) {
                final Function<Integer, Integer> within = y -> y + number;
                return within;
            }
        };
        for (final Object function : List.of(direct, deeper, method, lambda)) {
            final String message = assertThrows(NotSerializableClosureException.class, () -> space.writeFunction(function, "the function")).getMessage();
            assertTrue(message, message.contains("the enclosing object of") && message.contains("EnclosingObjectTest"));
        }
    }

    private int twice(final int x) {
        return 2 * x + number;
    }

    private static final String OLD = """
            package app;
            import io.kindling.api.function.Function;
            public class Old {
                private final int number = Integer.parseInt("7");
                public Function<Integer, Object> deeper() {
                    return new Function<Integer, Object>() {
                        public Object call(final Integer x) {
                            return new Object() { int get() { return x + number; } }.get();
                        }
                    };
                }
            }
            """;

    @Test
    public void shouldKeepWhatClassesOfOldCompilersMayLookAtWithoutBeingOfOneNest() throws Exception {
        final Path jar = new Sources().add("app.Old", OLD).release("8").jar(folder.getRoot().toPath(), "old.jar");
        final ClassSpaces spaces = new DeployedClassSpaces(Felix.class);
        final ClassLoader application = spaces.applicationLoader(List.of(jar), KindlingContext.class.getClassLoader());
        try (ClassSpace old = spaces.ofLoader(application, List.of(jar)); Closeable loader = (Closeable) application) {
            final Class<?> type = application.loadClass("app.Old");
            final Object function = type.getMethod("deeper").invoke(type.getConstructor().newInstance());

            final String message = assertThrows(NotSerializableClosureException.class, () -> old.writeFunction(function, "the function")).getMessage();

            assertTrue(message, message.contains("app.Old"));
        }
    }

    /** Travels, so it is not touched: it might be looked at by means that no class file tells. */
    private static final class Travelling implements Serializable {
        private static final long serialVersionUID = 1L;

        Function<Integer, Object> function() {
            return new Function<>() {
                @Override
                public Object call(final Integer x) {
                    return x;
                }
            };
        }
    }

    @Test
    public void shouldLetEnclosingObjectsComeThatTravel() throws Exception {
        final Object back = trip(new Travelling().function());
        final Field outer = outer(back);
        if (outer != null) {
            outer.setAccessible(true);
            assertNotNull(outer.get(back));
        }
    }

    @Test
    public void shouldNameTheRealCulprit() {
        final Thread thread = Thread.currentThread();
        final Function<Integer, Object> function = new Function<>() {
            @Override
            public Object call(final Integer x) {
                return thread.getName();
            }
        };
        final String message = assertThrows(NotSerializableClosureException.class, () -> space.writeFunction(function, "the function")).getMessage();
        assertTrue(message, message.contains("java.lang.Thread (the variable thread that"));
    }
}
