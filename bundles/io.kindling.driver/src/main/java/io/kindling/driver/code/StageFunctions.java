package io.kindling.driver.code;

import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.StageSpec;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The functions that occur in a stage, wherever: a stage is records and lists of them. */
final class StageFunctions {

    private StageFunctions() {
    }

    static List<FunctionBlob> of(final StageSpec stage) {
        final List<FunctionBlob> found = new ArrayList<>();
        final Deque<Object> open = new ArrayDeque<>(List.of(stage));
        while (!open.isEmpty()) {
            final Object next = open.pop();
            if (next instanceof FunctionBlob function) {
                found.add(function);
            } else if (next instanceof Record group) {
                for (final RecordComponent part : group.getClass().getRecordComponents()) {
                    push(group, part, open);
                }
            } else if (next instanceof List<?> elements) {
                elements.forEach(open::push);
            }
        }
        return found;
    }

    private static void push(final Record group, final RecordComponent part, final Deque<Object> open) {
        if (!part.getType().isPrimitive() && !part.getType().isArray()) {
            try {
                final Object value = part.getAccessor().invoke(group);
                if (value != null) {
                    open.push(value);
                }
            } catch (final ReflectiveOperationException e) {
                throw new IllegalStateException("The stage's " + part + " cannot be read", e);
            }
        }
    }
}
