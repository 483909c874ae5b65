/** An application with everything that may pin its class loader; becomes a new version of a bundle in each cycle. */
package io.kindling.itests.cycles.application;
