/** A cluster in memory that a test scripts, and the manager that gets executors from it. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.cluster.testkit.mock;
