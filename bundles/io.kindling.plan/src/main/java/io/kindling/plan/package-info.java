/** Lineage as data: data sets and what they come from, split into stages at shuffles. Pure. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.plan;
