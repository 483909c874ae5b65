package io.kindling.dataflow.serializer;

import io.kindling.api.serializer.RecordSerializer;
import io.kindling.dataflow.ObjectStreams;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordCodecFactory;
import io.kindling.dataflow.SerializerKeys;
import io.kindling.dataflow.codec.BatchCodec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Codecs by configuration. Serialisers that bundles of the runtime offer as services are known by their names. */
@Component
public final class ConfiguredCodecs implements RecordCodecFactory {

    private final Map<String, RecordSerializer> offered = new ConcurrentHashMap<>();

    /** Nothing is offered yet. */
    @Activate
    public ConfiguredCodecs() {
    }

    /** For the component runtime: one that applications can choose. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addSerializer(final RecordSerializer serializer, final Map<String, ?> properties) {
        offered.put(String.valueOf(properties.get(RecordSerializer.KEY)), serializer);
    }

    /** For the component runtime. */
    public void removeSerializer(final RecordSerializer serializer, final Map<String, ?> properties) {
        offered.remove(String.valueOf(properties.get(RecordSerializer.KEY)), serializer);
    }

    @Override
    public RecordCodec create(final ObjectStreams streams, final ClassLoader loader, final Map<String, String> configuration) {
        final String chosen = SerializerKeys.SERIALIZER.read(configuration);
        switch (chosen) {
            case "auto":
                return BatchCodec.of(streams, true);
            case "java":
                return BatchCodec.of(streams, false);
            default:
                final RecordSerializer serializer = serializer(chosen, loader, configuration);
                final Setting setting = new Setting(new TravellingClasses(loader, streams), configuration);
                return BatchCodec.of(streams, () -> serializer.open(setting));
        }
    }

    private RecordSerializer serializer(final String chosen, final ClassLoader loader, final Map<String, String> configuration) {
        if (chosen.equals("kryo")) {
            return new KryoSerializer(loader, configuration);
        }
        final RecordSerializer service = offered.get(chosen);
        return service == null ? ApplicationClasses.make(chosen, RecordSerializer.class, SerializerKeys.SERIALIZER.name(), loader) : service;
    }

    /** What serialisers work with. */
    private record Setting(ClassLoader loader, Map<String, String> configuration) implements RecordSerializer.Setting {
    }
}
