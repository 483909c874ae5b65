/** Applications for the tests; they go into JARs of their own. */
package io.kindling.itests.app;
