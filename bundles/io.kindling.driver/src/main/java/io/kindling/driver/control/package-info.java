/** One application's control state, owned by one agent: jobs, executors, what each executor has been told. */
package io.kindling.driver.control;
