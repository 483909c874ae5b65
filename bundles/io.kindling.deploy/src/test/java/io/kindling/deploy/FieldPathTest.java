package io.kindling.deploy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.NotSerializableClosureException;
import io.kindling.api.function.Function;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.Felix;
import org.junit.After;
import org.junit.Test;

/** Here the application is the tests' own directory of classes, as in an IDE. */
public class FieldPathTest {

    private static final String WHAT = "the function of map at App.java:12";

    private final ClassSpace space = new DeployedClassSpaces(Felix.class).ofLoader(getClass().getClassLoader(), List.of());
    private final Db db = new Db();

    @After
    public void close() {
        space.close();
    }

    static final class Db {
        int port;
    }

    static final class App implements Serializable {
        final String name = "app";
        Object db = new Db();

        Function<Integer, Integer> function() {
            return x -> x + name.length();
        }
    }

    static final class Node implements Serializable {
        Node next;
        List<Object> values = new ArrayList<>();
    }

    private String failure(final Object function) {
        final String message = assertThrows(NotSerializableClosureException.class, () -> space.writeFunction(function, WHAT)).getMessage();
        assertTrue(message, message.startsWith(WHAT + " cannot travel to the executors: "));
        return message.substring((WHAT + " cannot travel to the executors: ").length());
    }

    @Test
    public void shouldNameAFieldOfACapturedObject() {
        final App app = new App();
        final Function<Integer, Integer> function = x -> x + app.name.length();
        assertEquals("io.kindling.deploy.FieldPathTest$Db (field FieldPathTest$App.db, captured by the lambda as argument 0) is not Serializable; "
                + "make it transient, create it inside the function, or implement Serializable", failure(function));
    }

    @Test
    public void shouldNameAFieldOfThis() {
        assertEquals("io.kindling.deploy.FieldPathTest$Db (field FieldPathTest$App.db, this, captured by the lambda as argument 0) is not Serializable; "
                + "make it transient, create it inside the function, or implement Serializable", failure(new App().function()));
    }

    @Test
    public void shouldSayThatALambdaCapturesThis() {
        final Function<Integer, Integer> function = x -> x + db.port;
        final String message = failure(function);
        assertTrue(message, message.startsWith("io.kindling.deploy.FieldPathTest (this, captured by the lambda as argument 0) is not Serializable; "
                + "the function uses a field or method of its enclosing object: copy what it needs to a local variable first"));
    }

    @Test
    public void shouldSayThatAnAnonymousClassHoldsItsEnclosingObject() {
        final Function<Integer, Integer> function = new Function<>() {
            @Override
            public Integer call(final Integer x) {
                return x + db.port;
            }
        };
        final String message = failure(function);
        assertTrue(message, message.contains("FieldPathTest (the enclosing object of io.kindling.deploy.FieldPathTest$1) is not Serializable; the function uses"));
    }

    @Test
    public void shouldFindItInListsMapsAndArrays() {
        final Node node = new Node();
        node.next = new Node();
        node.next.values.add(new Object[] {"a", Map.of("key", new Db())});
        final Function<Integer, Integer> function = x -> x + node.values.size();
        final String message = failure(function);
        assertTrue(message, message.contains("(a value of a Map1, element 1, an element of a ArrayList, field FieldPathTest$Node.values, "
                + "field FieldPathTest$Node.next, captured by the lambda as argument 0)"));
    }

    @Test
    public void shouldGiveAdviceForObjectsThatAreNestedTooDeeply() throws Exception {
        final Node last = chain(30_000);
        final Function<Integer, Integer> deep = x -> last.values.size();
        assertTrue(failure(deep).contains("nested too deeply: keep them in a list"));
        final Node less = chain(1_000);
        final Function<Integer, Integer> function = x -> less.values.size();
        final byte[][] written = new byte[1][];
        final Thread thread = new Thread(null, () -> written[0] = space.writeFunction(function, WHAT), "deep", 64L << 20);
        thread.start();
        thread.join();
        final Exception e = assertThrows(Exception.class, () -> space.readFunction(written[0]));
        // Whether the stack or the limit of 1,000 ends first is the machine's matter.
        assertTrue(String.valueOf(e.getCause()), (e + " " + e.getCause()).matches("(?s).*(over the limit of 1000; keep many objects|nested too deeply: keep them) in a list.*"));
    }

    private static Node chain(final int length) {
        Node node = new Node();
        for (int i = 1; i < length; i++) {
            final Node before = new Node();
            before.next = node;
            node = before;
        }
        return node;
    }

    @Test
    public void shouldNameALambdaThatIsNotSerializable() {
        final java.util.function.Function<Integer, Integer> inner = x -> x + 1;
        final Function<Integer, Integer> function = x -> inner.apply(x);
        final String message = failure(function);
        assertTrue(message, message.startsWith("a lambda of type Function (captured by the lambda as argument 0) is not Serializable; declare it as one of"));
    }

    @Test
    public void shouldRefuseWhatNoMessageHolds() {
        final byte[] large = new byte[61 << 20];
        final Function<Integer, Integer> function = x -> x + large.length;

        final String message = failure(function);
        assertTrue(message, message.startsWith("with all that it captures it takes more than 60m; "));
    }

    @Test
    public void shouldRefuseClassesOfTheJdkThatAreNoValues() throws Exception {
        final URL url = new URL("http://localhost/");
        final Function<Integer, Integer> function = x -> x + url.getPort();
        final String message = failure(function);
        assertTrue(message, message.startsWith("java.net.URL (captured by the lambda as argument 0) is a class of the JDK that does not travel"));
    }

    @Test
    public void shouldTellStatelessFunctions() {
        final int number = 3;
        final BigDecimal exact = BigDecimal.ONE;
        final List<Integer> list = new ArrayList<>();
        final int[] counter = {0};
        final Function<Integer, Integer> plain = x -> x + 1;
        final Function<Integer, Integer> numbers = x -> x + number + exact.intValue();
        final Function<Integer, Integer> nested = x -> plain.call(numbers.call(x));
        final Function<Integer, Integer> lists = x -> x + list.size();
        final Function<Integer, Integer> counting = x -> counter[0]++;
        final Function<Integer, Integer> nestedCounting = x -> counting.call(x);
        assertTrue(space.isStateless(plain));
        assertTrue(space.isStateless(numbers));
        assertTrue(space.isStateless(nested));
        assertFalse(space.isStateless(lists));
        assertFalse(space.isStateless(counting));
        assertFalse(space.isStateless(nestedCounting));
        assertFalse(space.isStateless(new App()));
        assertTrue(space.isStateless(new Stateless()));
    }

    static final class Stateless implements Function<Integer, Integer> {
        @Override
        public Integer call(final Integer x) {
            return x;
        }
    }
}
