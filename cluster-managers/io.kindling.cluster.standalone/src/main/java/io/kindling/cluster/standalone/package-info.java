/** The master, the workers and the adapter that talks to them. */
package io.kindling.cluster.standalone;
