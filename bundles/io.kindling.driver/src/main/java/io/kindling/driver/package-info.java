/** Contexts: lineage, jobs, executors and the code they get. */
package io.kindling.driver;
