/** One record a control message between a driver and its executors, numbered in one table. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.protocol.message;
