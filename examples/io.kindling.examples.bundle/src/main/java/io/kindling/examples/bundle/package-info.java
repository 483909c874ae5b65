/** An application as a bundle: nothing exported, lambdas of a private package run on the executors. */
package io.kindling.examples.bundle;
