package io.kindling.deploy.closure;

import io.kindling.api.KindlingContext;
import io.kindling.api.Rdd;
import io.kindling.api.spi.CurrentTask;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds what keeps a function from being serialised, and the way to it: goes through the graph of objects as Java's
 * serialisation does, level by level, so that the shortest way is found.
 */
final class Culprit {

    private static final int MOST_OBJECTS = 200_000;

    private final ClassRules rules;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ArrayDeque<Step> open = new ArrayDeque<>();

    private Culprit(final ClassRules rules) {
        this.rules = rules;
    }

    /**
     * How an object was reached.
     *
     * @param from null for the function itself
     * @param how  in words; null for a mere replacement
     */
    private record Step(Object object, Step from, String how, boolean enclosing) {
    }

    /** One sentence part, e.g. {@code com.acme.Db (field App.db) is not Serializable; make it ...}; null if nothing was found. */
    static String find(final Object function, final ClassRules rules) {
        final Culprit search = new Culprit(rules);
        search.open.add(new Step(function, null, null, false));
        for (int i = 0; i < MOST_OBJECTS && !search.open.isEmpty(); i++) {
            final String found = search.visit(search.open.poll());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private String visit(final Step step) {
        final Object object = step.object();
        if (object instanceof String || object instanceof Number || object instanceof Boolean || object instanceof Character || !seen.add(object)) {
            return null;
        }
        final Class<?> type = object instanceof Class<?> itself ? itself : object.getClass();
        if (object instanceof KindlingContext) {
            return "a KindlingContext" + path(step) + " is not for tasks. " + CurrentTask.DRIVER_ONLY;
        } else if (object instanceof Rdd<?>) {
            return "a data set" + path(step) + " is not for tasks. " + CurrentTask.DRIVER_ONLY;
        }
        if (!(object instanceof Serializable)) {
            return name(type) + path(step) + " is not Serializable; " + advice(step, type);
        }
        final SerializedLambda lambda = Lambdas.of(object);
        if (lambda != null) {
            captured(step, lambda);
            return null;
        }
        final String refusal = rules.refusal(type);
        if (refusal != null) {
            return name(type) + path(step) + " " + refusal;
        }
        final Object replaced = replacement(object);
        if (replaced != object) {
            follow(replaced, step, null);
        } else if (!(object instanceof Class<?>) && !(object instanceof Enum<?>)) {
            contents(step, type);
        }
        return null;
    }

    private void captured(final Step step, final SerializedLambda lambda) {
        final boolean bodyIsMethod = lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic
                && lambda.getImplMethodKind() != MethodHandleInfo.REF_newInvokeSpecial;
        final boolean reference = !lambda.getImplMethodName().startsWith("lambda$");
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            final Object argument = lambda.getCapturedArg(i);
            if (argument != null) {
                final boolean receiver = bodyIsMethod && i == 0;
                final String how = receiver ? (reference ? "the object of the method reference" : "this") + ", captured by the lambda as argument 0"
                        : "captured by the lambda as argument " + i;
                open.add(new Step(argument, step, how, receiver && !reference));
            }
        }
    }

    private void contents(final Step step, final Class<?> type) {
        final Object object = step.object();
        if (type.isArray()) {
            for (int i = 0; !type.getComponentType().isPrimitive() && i < Array.getLength(object); i++) {
                follow(Array.get(object, i), step, "element " + i);
            }
        } else if (JdkValues.isJdk(type) && object instanceof Collection<?> elements) {
            elements.forEach(element -> follow(element, step, "an element of a " + type.getSimpleName()));
        } else if (JdkValues.isJdk(type) && object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                follow(key, step, "a key of a " + type.getSimpleName());
                follow(value, step, "a value of a " + type.getSimpleName());
            });
        } else {
            for (Class<?> each = type; each != null && Serializable.class.isAssignableFrom(each); each = each.getSuperclass()) {
                fields(step, each);
            }
        }
    }

    private void fields(final Step step, final Class<?> type) {
        for (final Field field : type.getDeclaredFields()) {
            if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0 && !field.getType().isPrimitive()
                    && !(field.isSynthetic() && field.equals(rules.outers().of(type)))) {
                try {
                    field.setAccessible(true);
                    follow(field.get(step.object()), step, describe(field, type));
                } catch (final InaccessibleObjectException | IllegalAccessException e) {
                    continue; // the JDK's own: its value classes hold nothing of the application's that way
                }
            }
        }
    }

    private static String describe(final Field field, final Class<?> type) {
        if (field.isSynthetic() && field.getName().startsWith("this$")) {
            return "the enclosing object of " + name(type);
        }
        if (field.isSynthetic() && field.getName().startsWith("val$")) {
            return "the variable " + field.getName().substring(4) + " that " + name(type) + " captures";
        }
        return "field " + shortName(type) + "." + field.getName();
    }

    private void follow(final Object object, final Step from, final String how) {
        if (object != null) {
            open.add(new Step(object, from, how, how != null && how.startsWith("the enclosing object")));
        }
    }

    private static Object replacement(final Object object) {
        for (Class<?> each = object.getClass(); each != null; each = each.getSuperclass()) {
            try {
                final Method method = each.getDeclaredMethod("writeReplace");
                method.setAccessible(true);
                return method.invoke(object);
            } catch (final NoSuchMethodException e) {
                continue;
            } catch (final ReflectiveOperationException | RuntimeException e) {
                return object; // the JDK's own, or a method that fails: its fields may tell more
            }
        }
        return object;
    }

    private static String path(final Step culprit) {
        final StringBuilder text = new StringBuilder();
        for (Step step = culprit; step != null; step = step.from()) {
            if (step.how() != null) {
                text.append(text.isEmpty() ? "" : ", ").append(step.how());
            }
        }
        return text.isEmpty() ? "" : " (" + text + ")";
    }

    private static String advice(final Step step, final Class<?> type) {
        if (step.enclosing()) {
            return "the function uses a field or method of its enclosing object: copy what it needs to a local variable first, make the method static, or implement Serializable";
        }
        if (type.isHidden()) {
            return "declare it as one of the io.kindling.api.function types, or cast it to (" + faceOf(type) + " & java.io.Serializable)";
        }
        return "make it transient, create it inside the function, or implement Serializable";
    }

    private static String faceOf(final Class<?> lambda) {
        return lambda.getInterfaces().length == 0 ? "its type" : lambda.getInterfaces()[0].getSimpleName();
    }

    /** A lambda's own name says nothing. */
    private static String name(final Class<?> type) {
        return type.isHidden() ? "a lambda of type " + faceOf(type) : type.getTypeName();
    }

    private static String shortName(final Class<?> type) {
        return type.getName().substring(type.getName().lastIndexOf('.') + 1);
    }
}
