package io.kindling.dataflow.serializer;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.kindling.api.serializer.KryoRegistrator;
import io.kindling.api.serializer.RecordSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What an application brings: its classes are also loaded by loaders of their own, as if it were one in a jar. */
public final class App {

    private App() {
    }

    /** Not Serializable: only Kryo takes it. */
    public static final class Plain {
        public int number;
        private final String text;
        public final List<Object> others = new ArrayList<>();

        public Plain(final int number, final String text) {
            this.number = number;
            this.text = text;
        }

        @Override
        public boolean equals(final Object other) {
            return other instanceof Plain that && that.number == number && that.text.equals(text);
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    public static final class Registered {
        public int number;
    }

    public static final class Registrator implements KryoRegistrator<Kryo> {
        @Override
        public void registerClasses(final Kryo kryo) {
            kryo.register(Registered.class, new Serializer<Registered>() {
                @Override
                public void write(final Kryo k, final Output output, final Registered object) {
                    output.writeInt(object.number + 1);
                }

                @Override
                public Registered read(final Kryo k, final Input input, final Class<? extends Registered> type) {
                    final Registered made = new Registered();
                    made.number = input.readInt();
                    return made;
                }
            });
        }
    }

    /** A serialiser of the application's own, that knows one class. */
    public static final class Own implements RecordSerializer {
        @Override
        public Worker open(final Setting setting) {
            return new Worker() {
                @Override
                public boolean write(final Object record, final OutputStream out) throws IOException {
                    if (record instanceof Plain plain) {
                        out.write(plain.number);
                        return true;
                    }
                    out.write(99);
                    return false;
                }

                @Override
                public Object read(final InputStream in) throws IOException {
                    return new Plain(in.read(), setting.configuration().get("kindling.app.text"));
                }
            };
        }
    }

    public record Point(int x, Colour colour, List<Object> others) implements Serializable {
    }

    public enum Colour { RED, BLUE }

    public static final class Bean implements Serializable {
        private static final long serialVersionUID = 1L;
        private final int number = 5;
        private Object other;

        @Override
        public String toString() {
            return "Bean " + number + " " + other;
        }
    }

    /** All that an application's records can be. */
    public static final class Records implements Supplier<List<Object>> {
        @Override
        public List<Object> get() {
            final Bean bean = new Bean();
            bean.other = new Point(1, Colour.BLUE, new ArrayList<>(List.of(bean)));
            return List.of(bean, new Point(2, Colour.RED, null), Colour.BLUE, new Point[] {new Point(3, null, null)});
        }
    }
}
