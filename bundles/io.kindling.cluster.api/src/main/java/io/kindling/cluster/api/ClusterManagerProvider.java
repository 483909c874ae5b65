package io.kindling.cluster.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Capability;

/** Put on a {@link ClusterManager} component: its bundle then offers the scheme, so that a resolver can require it. */
@Capability(namespace = "kindling.cluster.manager", attribute = "scheme=${#value}")
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ClusterManagerProvider {

    /** The scheme of the master URLs, e.g. {@code yarn}. */
    String value();
}
