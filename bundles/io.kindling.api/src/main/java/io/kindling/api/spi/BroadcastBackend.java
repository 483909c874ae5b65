package io.kindling.api.spi;

/** What stands behind a {@link io.kindling.api.Broadcast} at the driver or on an executor. Thread-safe. */
public interface BroadcastBackend<T> {

    /** The value; blocks while it is fetched. Fails after a destroy, saying where that was. */
    T value();

    /** Executors forget the value until they need it again. Refused on executors. */
    void unpersist(boolean blocking);

    /** The value is gone for good. Refused on executors. */
    void destroy(boolean blocking);

    /** It is being serialised: fails after a destroy. What it is serialised with keeps it. */
    void travels();
}
