/** The driver's components: they make contexts, hold them, and end them with their owners. */
package io.kindling.driver;
