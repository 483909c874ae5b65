/** What an application's code sees: contexts, data sets, tuples. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.api;
