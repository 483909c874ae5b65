package io.kindling.deploy.closure;

import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads what {@link ClosureOutput} wrote: only classes that may travel are loaded, each from its artifact, within
 * limits on depth, references and array lengths.
 */
public final class ClosureInput extends ObjectInputStream {

    private static final long MAX_DEPTH = 1_000;
    private static final long MAX_REFERENCES = 20_000_000;
    private static final long MAX_ARRAY = 1 << 28;
    private static final Map<String, Class<?>> PRIMITIVES = Set.<Class<?>>of(boolean.class, byte.class, char.class, short.class,
            int.class, long.class, float.class, double.class, void.class).stream().collect(Collectors.toMap(Class::getName, Function.identity()));

    private final ClassRules rules;
    private final ArrayBudget arrays;
    private final List<String> table = new ArrayList<>();

    public ClosureInput(final InputStream in, final ClassRules rules) throws IOException {
        super(in);
        this.rules = rules;
        arrays = ArrayBudget.of(in);
        setObjectInputFilter(this::filter);
    }

    private ObjectInputFilter.Status filter(final ObjectInputFilter.FilterInfo seen) {
        limit("depth to which objects hold each other,", seen.depth(), MAX_DEPTH);
        limit("number of references", seen.references(), MAX_REFERENCES);
        limit("array length", seen.arrayLength(), MAX_ARRAY);
        final Class<?> type = seen.serialClass();
        if (seen.arrayLength() > 0) {
            arrays.take(type, seen.arrayLength());
        }
        if (type != null) {
            try {
                rules.originOf(type); // asked for superclasses and for the elements of arrays too
            } catch (final InvalidClassException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
        return ObjectInputFilter.Status.ALLOWED;
    }

    private static void limit(final String what, final long value, final long most) {
        if (value > most) {
            throw new IllegalStateException("The " + what + " " + value + " is over the limit of " + most + "; keep many objects in a list or an array, and much data"
                    + " in a data set or a file");
        }
    }

    @Override
    protected Class<?> resolveClass(final ObjectStreamClass described) throws IOException, ClassNotFoundException {
        final String origin = origin();
        final Class<?> primitive = PRIMITIVES.get(described.getName());
        return primitive == null ? rules.load(origin, described.getName()) : primitive;
    }

    @Override
    protected Class<?> resolveProxyClass(final String[] names) throws IOException, ClassNotFoundException {
        final Class<?>[] faces = new Class<?>[names.length];
        for (int i = 0; i < names.length; i++) {
            faces[i] = rules.load(origin(), names[i]);
        }
        if (faces.length == 0) {
            throw new InvalidClassException("A proxy without interfaces cannot travel");
        }
        return Proxy.newProxyInstance(faces[0].getClassLoader(), faces, (proxy, method, arguments) -> null).getClass();
    }

    private String origin() throws IOException {
        final int index = readUnsignedShort();
        if (index == table.size()) {
            table.add(readUTF());
        } else if (index > table.size()) {
            throw new InvalidClassException("Class table index " + index + " is over the table's size " + table.size());
        }
        return table.get(index);
    }
}
