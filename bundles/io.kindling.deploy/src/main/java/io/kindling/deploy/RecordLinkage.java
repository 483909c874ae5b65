package io.kindling.deploy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Java 17's method handles behind {@code toString}, {@code equals} and {@code hashCode} of records each remember the type
 * that they were last adapted to, and so keep the class loader of the application whose record was linked last. Linking the methods of something of the JDK's own takes that application's place.
 */
final class RecordLinkage {

    private static final Logger LOG = LoggerFactory.getLogger(RecordLinkage.class);

    /** Lets the application that was linked last go. */
    void forget() {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            final MethodHandle field = lookup.findVirtual(String.class, "strip", MethodType.methodType(String.class));
            for (final String method : new String[] {"toString", "equals", "hashCode"}) {
                ObjectMethods.bootstrap(lookup, method, MethodHandle.class, String.class, "strip", field);
            }
        } catch (final Throwable e) { // that is what bootstrap declares
            LOG.debug("The methods of records cannot be linked", e);
        }
    }
}
