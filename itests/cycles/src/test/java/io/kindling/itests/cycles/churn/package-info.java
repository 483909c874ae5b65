/** A bundle whose services come and go while contexts are asked for. */
package io.kindling.itests.cycles.churn;
