/** What stands behind the API: implemented by the driver and the launcher, used by {@code KindlingContext}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.api.spi;
