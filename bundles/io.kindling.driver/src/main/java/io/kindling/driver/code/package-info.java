/** The versions of an application's code on its driver: which there are, which one a job runs on, and what executors fetch of them. */
package io.kindling.driver.code;
