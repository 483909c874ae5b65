/** Estimates from the results of some partitions, with bounds. */
package io.kindling.driver.approx;
