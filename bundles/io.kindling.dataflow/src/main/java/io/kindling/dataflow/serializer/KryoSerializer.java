package io.kindling.dataflow.serializer;

import io.kindling.api.KindlingException;
import io.kindling.api.Optional;
import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;
import io.kindling.api.serializer.KryoRegistrator;
import io.kindling.api.serializer.RecordSerializer;
import io.kindling.dataflow.RecordCodecException;
import io.kindling.dataflow.SerializerKeys;
import io.kindling.dataflow.aggregate.ManyValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Kryo that an application brings, with what its configuration says about it. */
final class KryoSerializer implements RecordSerializer {

    private final KryoCalls kryo;
    private final ClassLoader loader;
    private final Map<String, String> configuration;
    private final List<Class<?>> classes = new ArrayList<>(List.of(Tuple2.class, Tuple3.class, Tuple4.class, Optional.class, ManyValues.class));

    /** @throws KindlingException if the application has no Kryo, or classes that the configuration names are not there */
    KryoSerializer(final ClassLoader loader, final Map<String, String> configuration) {
        this.loader = loader;
        this.configuration = configuration;
        try {
            kryo = KryoCalls.of(loader, SerializerKeys.KRYO_UNSAFE.read(configuration));
            for (final String name : SerializerKeys.KRYO_CLASSES.read(configuration)) {
                classes.add(Class.forName(name, false, loader));
            }
        } catch (final ClassNotFoundException e) {
            throw new KindlingException("kindling.kryo.classesToRegister names " + e.getMessage() + ", which is not among the application's artifacts", e);
        }
        registrators();
    }

    @SuppressWarnings("unchecked")
    private List<KryoRegistrator<Object>> registrators() {
        final String key = SerializerKeys.KRYO_REGISTRATOR.name();
        return SerializerKeys.KRYO_REGISTRATOR.read(configuration).stream()
                .map(name -> (KryoRegistrator<Object>) ApplicationClasses.make(name, KryoRegistrator.class, key, loader)).toList();
    }

    @Override
    public RecordSerializer.Worker open(final Setting setting) {
        final Object one = kryo.make(setting.loader(), SerializerKeys.KRYO_REFERENCES.read(configuration),
                SerializerKeys.KRYO_REGISTRATION.read(configuration));
        classes.forEach(type -> kryo.register(one, type));
        registrators().forEach(registrator -> registrator.registerClasses(one));
        final int most = Math.toIntExact(SerializerKeys.KRYO_BUFFER_MAX.read(configuration));
        return new Worker(kryo, one, kryo.output((int) Math.min(most, SerializerKeys.KRYO_BUFFER.read(configuration)), most));
    }

    /** One Kryo and its buffer. */
    private record Worker(KryoCalls calls, Object kryo, Object output) implements RecordSerializer.Worker {

        @Override
        public boolean write(final Object record, final OutputStream out) throws IOException {
            try {
                final byte[] bytes = calls.write(kryo, output, record);
                out.write(bytes, 0, bytes.length);
                return true;
            } catch (final RuntimeException e) {
                final String text = String.valueOf(e.getMessage());
                throw new RecordCodecException("Kryo cannot write a record of " + record.getClass().getName() + ": " + text
                        + (text.contains("Buffer overflow") ? "; kindling.kryoserializer.buffer.max must be more than the record takes" : ""), e);
            }
        }

        @Override
        public Object read(final InputStream in) throws IOException {
            try {
                return calls.read(kryo, in.readAllBytes());
            } catch (final NegativeArraySizeException | IndexOutOfBoundsException e) {
                throw new IOException("Kryo finds no record in the bytes", e);
            }
        }
    }
}
