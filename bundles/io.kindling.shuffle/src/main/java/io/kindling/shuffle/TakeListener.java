package io.kindling.shuffle;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told what has come of each map output that was to be taken over; called by the thread that takes them over. */
@ConsumerType
public interface TakeListener {

    /** It is here, and whole. */
    void taken(int map);

    /** It is not; says why. */
    void failed(int map, String reason);
}
