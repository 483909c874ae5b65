package io.kindling.dataflow.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The classes that a batch's values name by number: written and read once a batch. Used by one thread. */
final class ClassTable {

    private final List<Layout> layouts = new ArrayList<>();

    void clear() {
        layouts.clear();
    }

    /** A class's number; it gets one if it has none. */
    int numberOf(final Layout layout) {
        for (int i = 0; i < layouts.size(); i++) {
            if (layouts.get(i).type == layout.type) {
                return i;
            }
        }
        layouts.add(layout);
        return layouts.size() - 1;
    }

    void write(final ByteSink out, final Layouts known) {
        out.ensure(5);
        out.putVarint(layouts.size());
        for (final Layout layout : layouts) {
            final byte[] name = known.nameOf(layout.type).getBytes(StandardCharsets.UTF_8);
            out.ensure(5 + name.length);
            out.putVarint(name.length);
            out.write(name, 0, name.length);
        }
    }

    void read(final ByteSource in, final Layouts known) {
        layouts.clear();
        for (int left = in.length(1); left > 0; left--) {
            final int length = in.length(1);
            layouts.add(known.named(new String(in.array(), in.position, length, StandardCharsets.UTF_8)));
            in.position += length;
        }
    }

    Layout get(final int number, final byte kind) {
        if (number < 0 || number >= layouts.size()) {
            throw ByteSource.malformed("a batch has no class " + number);
        }
        final Layout layout = layouts.get(number);
        if (!layout.takes(kind)) {
            throw ByteSource.malformed("objects of " + layout.type.getName() + " are not written that way");
        }
        return layout;
    }
}
