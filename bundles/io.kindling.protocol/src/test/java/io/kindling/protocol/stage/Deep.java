package io.kindling.protocol.stage;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Records as text with the content of their arrays, to compare and to read when they differ. */
public final class Deep {

    private Deep() {
    }

    /** All that is in a value. */
    public static String text(final Object value) {
        if (value instanceof Record) {
            final StringBuilder text = new StringBuilder(value.getClass().getSimpleName()).append('(');
            for (final RecordComponent component : value.getClass().getRecordComponents()) {
                text.append(component.getName()).append('=').append(text(component(component, value))).append(' ');
            }
            return text.append(')').toString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Deep::text).toList().toString();
        }
        if (value instanceof Map<?, ?> map) {
            final Map<String, String> sorted = new TreeMap<>();
            map.forEach((k, v) -> sorted.put(text(k), text(v)));
            return sorted.toString();
        }
        return Arrays.deepToString(new Object[] {value});
    }

    private static Object component(final RecordComponent component, final Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (final ReflectiveOperationException e) {
            throw new AssertionError(component.toString(), e);
        }
    }
}
