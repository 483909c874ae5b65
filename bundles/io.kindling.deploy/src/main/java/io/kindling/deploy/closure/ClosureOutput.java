package io.kindling.deploy.closure;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes objects and names each class by the artifact that defines it: an index into a table that grows with the
 * stream. What may not travel is refused here already, where somebody can do something about it.
 */
public final class ClosureOutput extends ObjectOutputStream {

    private final ClassRules rules;
    private final Map<String, Integer> table = new HashMap<>();

    public ClosureOutput(final OutputStream out, final ClassRules rules) throws IOException {
        this(out, rules, false);
    }

    /** @param cleaning whether enclosing objects that nothing looks at are left out */
    ClosureOutput(final OutputStream out, final ClassRules rules, final boolean cleaning) throws IOException {
        super(out);
        this.rules = rules;
        if (cleaning) {
            enableReplaceObject(true);
        }
    }

    @Override
    protected Object replaceObject(final Object object) {
        return rules.outers().without(object);
    }

    /** The artifacts that classes of what was written come from. */
    Set<String> origins() {
        return table.keySet().stream().filter(origin -> !origin.equals(ClassRules.GIVEN)).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    protected void annotateClass(final Class<?> type) throws IOException {
        final String origin = rules.originOf(type);
        final Integer index = table.putIfAbsent(origin, table.size());
        if (index == null) {
            writeShort(table.size() - 1);
            writeUTF(origin);
        } else {
            writeShort(index);
        }
    }

    @Override
    protected void annotateProxyClass(final Class<?> proxy) throws IOException {
        for (final Class<?> face : proxy.getInterfaces()) {
            annotateClass(face);
        }
    }
}
