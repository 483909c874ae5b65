/** What runs a task: stages compiled to push loops, record codecs, hash aggregation and sorting under a memory budget. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.dataflow;
