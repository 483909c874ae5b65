package io.kindling.api.serializer;

/**
 * Registers an application's classes with its Kryo; named in {@code kindling.kryo.registrator}: public, with a public
 * constructor without parameters. The runtime has no Kryo that applications could see: {@code kindling.serializer=kryo}
 * works with the one among the application's artifacts, so this type does not name it.
 *
 * <pre>{@code
 * public class MyRegistrator implements KryoRegistrator<Kryo> {
 *     public void registerClasses(Kryo kryo) {
 *         kryo.register(Point.class, new PointSerializer());
 *     }
 * }
 * }</pre>
 *
 * @param <K> {@code com.esotericsoftware.kryo.Kryo}
 */
public interface KryoRegistrator<K> {

    /** Called for each Kryo that is made, with the same effect each time: numbers of classes follow from the order. May be called by several threads. */
    void registerClasses(K kryo);
}
