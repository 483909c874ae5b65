package io.kindling.deploy.closure;

import io.kindling.api.Broadcast;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Looks into lambdas and other functions. */
public final class Lambdas {

    private static final Set<Class<?>> IMMUTABLE = Set.of(Boolean.class, Byte.class, Character.class, Short.class, Integer.class, Long.class,
            Float.class, Double.class, String.class, Class.class, BigDecimal.class, BigInteger.class, URI.class, UUID.class, Pattern.class, Locale.class);
    private static final int DEEPEST = 16;

    private Lambdas() {
    }

    /** What a lambda or method reference becomes when it is serialised; null if the object is none, or not serialisable. */
    static SerializedLambda of(final Object function) {
        final Class<?> type = function.getClass();
        if (!(function instanceof Serializable) || !(type.isHidden() || type.isSynthetic())) {
            return null;
        }
        try (Capture capture = new Capture()) {
            capture.writeObject(function);
            return capture.lambda;
        } catch (final IOException | RuntimeException e) {
            return null; // not one of those that the compiler makes
        }
    }

    /**
     * Whether a function has no state that an attempt could change: a lambda that captures nothing or only immutable
     * values, or an object without fields.
     */
    public static boolean isStateless(final Object function) {
        return isStateless(function, 0);
    }

    private static boolean isStateless(final Object function, final int depth) {
        final SerializedLambda lambda = depth > DEEPEST ? null : of(function);
        if (lambda == null) {
            return !function.getClass().isHidden() && !function.getClass().isArray() && !hasFields(function.getClass());
        }
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            final Object argument = lambda.getCapturedArg(i);
            if (!isImmutable(argument) && !isStateless(argument, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isImmutable(final Object value) {
        return value == null || IMMUTABLE.contains(value.getClass()) || value instanceof Enum<?> || value instanceof Broadcast<?>
                || value.getClass().getPackageName().equals("java.time");
    }

    private static boolean hasFields(final Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (final Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Stops where the lambda has been replaced by its description, so that nothing it captures is written. */
    private static final class Capture extends ObjectOutputStream {

        private SerializedLambda lambda;

        Capture() throws IOException {
            super(OutputStream.nullOutputStream());
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(final Object object) {
            if (object instanceof SerializedLambda found) {
                lambda = found;
            }
            return null;
        }
    }
}
