package io.kindling.api.admin;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Told what happens to the applications of this JVM. A whiteboard service; called on the driver's threads, in order for one application; must return at once. */
@ConsumerType
public interface ApplicationListener {

    /**
     * An application is about to start. Called before its first event, on the thread that makes its context, once everything in its configuration is
     * known to be allowed; a listener that comes later is not told. May look at files, but not take long. {@link #onClosed} follows whatever becomes
     * of the start.
     *
     * @param application   its id
     * @param configuration all that is set; may hold secrets of the application
     * @throws io.kindling.api.KindlingException if the application must not start; tells its user why
     */
    default void onOpening(final String application, final Map<String, String> configuration) {
    }

    /** Something happened. */
    void onEvent(ApplicationEvent event);

    /** After the last event of an application, on the thread that closes it. May take a few seconds, for which the application's end waits. */
    default void onClosed(final String application) {
    }
}
