/** How an application brings a serialiser of its own for its records. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.api.serializer;
