package io.kindling.api.admin;

import org.osgi.annotation.versioning.ConsumerType;

/** Told what happens to the applications of this JVM. A whiteboard service; called on the driver's threads, in order for one application; must return at once. */
@ConsumerType
public interface ApplicationListener {

    /** Something happened. */
    void onEvent(ApplicationEvent event);
}
