/** The cluster-manager SPI: few verbs out ({@code ClusterSession}), few events back ({@code ClusterListener}). */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.cluster.api;
