/** The driver inside an OSGi container, against real processes. */
package io.kindling.itests;
