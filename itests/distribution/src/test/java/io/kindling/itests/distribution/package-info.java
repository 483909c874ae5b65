/** Tests of the distribution as it was built. */
package io.kindling.itests.distribution;
