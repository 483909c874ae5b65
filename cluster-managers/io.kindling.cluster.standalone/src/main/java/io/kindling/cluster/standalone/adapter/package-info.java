/** The driver's side: the cluster manager for {@code kindling://host:port}. */
package io.kindling.cluster.standalone.adapter;
