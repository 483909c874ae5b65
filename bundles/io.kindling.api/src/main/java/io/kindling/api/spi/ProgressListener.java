package io.kindling.api.spi;

import org.osgi.annotation.versioning.ConsumerType;

/** Told how far stages are. A whiteboard service; called on the driver's event thread, must return at once. */
@ConsumerType
public interface ProgressListener {

    /** A stage has begun, gone on or ended. */
    void onProgress(StageProgress progress);

    /** One sentence for the user about the application's executors, e.g. that one was lost and why. */
    default void onNotice(final String application, final String text) {
    }
}
