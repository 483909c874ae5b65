package io.kindling.embedded;

import io.kindling.api.spi.ContextBackend;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A context's backend that takes the framework along when it is closed; everything else is the backend's own. */
final class OwningBackend implements InvocationHandler {

    private final ContextBackend backend;
    private final AutoCloseable framework;

    private OwningBackend(final ContextBackend backend, final AutoCloseable framework) {
        this.backend = backend;
        this.framework = framework;
    }

    static ContextBackend of(final ContextBackend backend, final AutoCloseable framework) {
        return (ContextBackend) Proxy.newProxyInstance(ContextBackend.class.getClassLoader(),
            new Class<?>[] {ContextBackend.class}, new OwningBackend(backend, framework));
    }

    @Override
    public Object invoke(final Object proxy, final Method method, final Object[] arguments) throws Throwable {
        try {
            return method.invoke(backend, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            if (method.getName().equals("close")) {
                framework.close();
            }
        }
    }
}
