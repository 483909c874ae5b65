package io.kindling.itests.cycles.space;

import io.kindling.deploy.ClassSpace;
import io.kindling.deploy.ClassSpaces;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** From a jar to its class space: opens it, uses its classes as a task does, closes it; what comes back must be collected then. */
public final class SpaceOpener implements Function<Path, WeakReference<?>> {

    private static final String SAMPLE = "io.kindling.itests.cycles.application.Sample";

    private final ClassSpaces spaces;

    /** Called by the component runtime. */
    public SpaceOpener(final ClassSpaces spaces) {
        this.spaces = spaces;
    }

    @Override
    public WeakReference<?> apply(final Path jar) {
        // Tasks have threads of their own, which end with their executor: so do what they leave in ThreadLocals.
        final FutureTask<WeakReference<?>> use = new FutureTask<>(() -> use(jar));
        final Thread thread = new Thread(use, "task");
        thread.start();
        try {
            return use.get();
        } catch (final ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private WeakReference<?> use(final Path jar) throws Exception {
        try (ClassSpace space = spaces.ofArtifacts(List.of(spaces.read(jar)))) {
            Thread.currentThread().setContextClassLoader(space.loader());
            final Class<?> type = space.loader().loadClass(SAMPLE);
            final Object value = ((Callable<?>) type.getConstructor().newInstance()).call();
            final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutput out = space.output(bytes)) {
                out.writeObject(value);
            }
            try (ObjectInput in = space.input(new ByteArrayInputStream(bytes.toByteArray()))) {
                if (!in.readObject().toString().equals(value.toString())) {
                    throw new IllegalStateException("other values came back");
                }
            }
            return new WeakReference<>(type.getClassLoader());
        } finally {
            Thread.currentThread().setContextClassLoader(null);
        }
    }
}
