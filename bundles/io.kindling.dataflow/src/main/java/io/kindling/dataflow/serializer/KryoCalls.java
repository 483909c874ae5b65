package io.kindling.dataflow.serializer;

import io.kindling.api.KindlingException;
import io.kindling.dataflow.RecordCodecException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * The few methods of Kryo that are needed, of whichever Kryo 4 or 5 is among an application's classes: the runtime has none
 * itself, so none of its versions is in anybody's way. Lives as long as the class space. Thread-safe; Kryos are not.
 */
final class KryoCalls {

    /** Kryo, and Kryo 5 under the name that lets it live beside another one. */
    private static final List<String> PACKAGES = List.of("com.esotericsoftware.kryo.", "com.esotericsoftware.kryo.kryo5.");

    private final MethodHandle newKryo;
    private final MethodHandle newInstantiators;
    private final MethodHandle setInstantiators;
    private final MethodHandle setClassLoader;
    private final MethodHandle setReferences;
    private final MethodHandle setRegistrationRequired;
    private final MethodHandle register;
    private final MethodHandle newOutput;
    private final MethodHandle resetOutput;
    private final MethodHandle toBytes;
    private final MethodHandle newInput;
    private final MethodHandle writeObject;
    private final MethodHandle readObject;

    private KryoCalls(final String inPackage, final Class<?> kryo, final boolean unsafe) throws ReflectiveOperationException {
        final ClassLoader loader = kryo.getClassLoader();
        final MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        final Class<?> output = Class.forName(inPackage + (unsafe ? "unsafe.UnsafeOutput" : "io.Output"), true, loader);
        final Class<?> input = Class.forName(inPackage + (unsafe ? "unsafe.UnsafeInput" : "io.Input"), true, loader);
        newKryo = lookup.findConstructor(kryo, MethodType.methodType(void.class));
        final Class<?> strategy = strategy(inPackage, "InstantiatorStrategy", loader);
        final MethodHandle standard = lookup.findConstructor(strategy(inPackage, "StdInstantiatorStrategy", loader), MethodType.methodType(void.class));
        final Class<?> preferred = first(loader, inPackage + "util.DefaultInstantiatorStrategy", inPackage + "Kryo$DefaultInstantiatorStrategy");
        newInstantiators = MethodHandles.filterReturnValue(standard.asType(MethodType.methodType(strategy)),
                lookup.findConstructor(preferred, MethodType.methodType(void.class, strategy)));
        setInstantiators = lookup.findVirtual(kryo, "setInstantiatorStrategy", MethodType.methodType(void.class, strategy));
        setClassLoader = lookup.findVirtual(kryo, "setClassLoader", MethodType.methodType(void.class, ClassLoader.class));
        setReferences = lookup.findVirtual(kryo, "setReferences", MethodType.methodType(boolean.class, boolean.class));
        setRegistrationRequired = lookup.findVirtual(kryo, "setRegistrationRequired", MethodType.methodType(void.class, boolean.class));
        final Class<?> registration = Class.forName(inPackage + "Registration", true, loader);
        register = lookup.findVirtual(kryo, "register", MethodType.methodType(registration, Class.class));
        newOutput = lookup.findConstructor(output, MethodType.methodType(void.class, int.class, int.class));
        resetOutput = reset(lookup, output);
        toBytes = lookup.findVirtual(output, "toBytes", MethodType.methodType(byte[].class));
        newInput = lookup.findConstructor(input, MethodType.methodType(void.class, byte[].class));
        final Class<?> anyOutput = Class.forName(inPackage + "io.Output", true, loader);
        final Class<?> anyInput = Class.forName(inPackage + "io.Input", true, loader);
        writeObject = lookup.findVirtual(kryo, "writeClassAndObject", MethodType.methodType(void.class, anyOutput, Object.class));
        readObject = lookup.findVirtual(kryo, "readClassAndObject", MethodType.methodType(Object.class, anyInput));
    }

    private static MethodHandle reset(final MethodHandles.Lookup lookup, final Class<?> output) throws ReflectiveOperationException {
        try {
            return lookup.findVirtual(output, "reset", MethodType.methodType(void.class)); // Kryo 5
        } catch (final NoSuchMethodException e) {
            return lookup.findVirtual(output, "clear", MethodType.methodType(void.class));
        }
    }

    private static Class<?> strategy(final String inPackage, final String name, final ClassLoader loader) throws ClassNotFoundException {
        return first(loader, "org.objenesis.strategy." + name, inPackage + "objenesis.strategy." + name);
    }

    private static Class<?> first(final ClassLoader loader, final String one, final String other) throws ClassNotFoundException {
        try {
            return Class.forName(one, true, loader);
        } catch (final ClassNotFoundException e) {
            return Class.forName(other, true, loader);
        }
    }

    /** @throws KindlingException if there is no Kryo that can be used */
    static KryoCalls of(final ClassLoader application, final boolean unsafe) {
        ReflectiveOperationException last = null;
        for (final String inPackage : PACKAGES) {
            try {
                final Class<?> kryo = Class.forName(inPackage + "Kryo", true, application);
                return new KryoCalls(inPackage, kryo, unsafe);
            } catch (final ReflectiveOperationException e) {
                last = e;
            }
        }
        throw new KindlingException("kindling.serializer is kryo, and the application has no Kryo that can be used (" + last
                + "); add com.esotericsoftware:kryo 5 and what it needs to the application's JARs, or leave kindling.serializer as it is: auto needs no Kryo", last);
    }

    Object make(final ClassLoader loader, final boolean references, final boolean registrationRequired) {
        return call(() -> {
            final Object kryo = newKryo.invoke();
            setInstantiators.invoke(kryo, newInstantiators.invoke());
            setClassLoader.invoke(kryo, loader);
            setReferences.invoke(kryo, references);
            setRegistrationRequired.invoke(kryo, registrationRequired);
            return kryo;
        });
    }

    void register(final Object kryo, final Class<?> type) {
        call(() -> register.invoke(kryo, type));
    }

    Object output(final int size, final int most) {
        return call(() -> newOutput.invoke(size, most));
    }

    byte[] write(final Object kryo, final Object output, final Object record) {
        return (byte[]) call(() -> {
            resetOutput.invoke(output);
            writeObject.invoke(kryo, output, record);
            return toBytes.invoke(output);
        });
    }

    Object read(final Object kryo, final byte[] bytes) {
        return call(() -> readObject.invoke(kryo, newInput.invoke(bytes)));
    }

    private interface Call {

        Object go() throws Throwable;
    }

    private static Object call(final Call call) {
        try {
            return call.go();
        } catch (final RuntimeException | Error e) {
            throw e;
        } catch (final Throwable e) {
            throw new RecordCodecException("Kryo failed: " + e, e);
        }
    }
}
