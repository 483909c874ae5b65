/** Deploys, swaps and ends again and again in one framework, and measures what is left. */
package io.kindling.itests.cycles;
