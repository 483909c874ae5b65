/** The functions that an application hands over; they travel to the executors. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.api.function;
