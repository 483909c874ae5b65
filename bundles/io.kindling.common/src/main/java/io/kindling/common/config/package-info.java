/** Typed configuration keys, and the schemas that bundles register so that unknown keys are refused. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.common.config;
