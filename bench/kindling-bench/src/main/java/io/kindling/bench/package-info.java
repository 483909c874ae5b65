/** The workloads that are measured beside Apache Spark: same data, same program, same checksum. */
package io.kindling.bench;
