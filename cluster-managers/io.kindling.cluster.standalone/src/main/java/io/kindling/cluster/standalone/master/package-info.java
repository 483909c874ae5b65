/** The master: who has which cores of which worker. */
package io.kindling.cluster.standalone.master;
