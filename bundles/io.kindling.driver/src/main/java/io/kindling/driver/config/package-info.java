/** The driver's configuration keys, and the check that every key and value of an application passes. */
package io.kindling.driver.config;
