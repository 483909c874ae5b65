package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireFormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Maps on the wire: a list of (key, value), sorted by key so that equal maps are equal bytes. */
final class Entries {

    private Entries() {
    }

    static void write(final Map<String, String> map, final FieldWriter out) {
        out.list(sorted(map), (entry, fields) -> {
            fields.text(entry.getKey());
            fields.text(entry.getValue());
        });
    }

    static Map<String, String> read(final FieldReader in) {
        return unique(in.list(fields -> Map.entry(fields.text(), fields.text())));
    }

    static void writePayloads(final Map<Integer, byte[]> map, final FieldWriter out) {
        out.list(sorted(map), (entry, fields) -> {
            fields.int32(entry.getKey());
            fields.bytes(entry.getValue());
        });
    }

    static Map<Integer, byte[]> readPayloads(final FieldReader in) {
        return unique(in.list(fields -> Map.entry(fields.int32(), fields.bytes())));
    }

    private static <K extends Comparable<K>, V> List<Map.Entry<K, V>> sorted(final Map<K, V> map) {
        final List<Map.Entry<K, V>> entries = new ArrayList<>(map.entrySet());
        if (entries.size() > 1) {
            entries.sort(Map.Entry.comparingByKey());
        }
        return entries;
    }

    private static <K, V> Map<K, V> unique(final List<Map.Entry<K, V>> entries) {
        final Map<K, V> map = new HashMap<>(entries.size() * 2);
        for (final Map.Entry<K, V> entry : entries) {
            if (map.put(entry.getKey(), entry.getValue()) != null) {
                throw new WireFormatException("The key " + entry.getKey() + " is there twice");
            }
        }
        return map;
    }
}
