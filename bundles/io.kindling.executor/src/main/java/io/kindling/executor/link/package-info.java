/** The executor's connections to its driver: enrolment, registration, control, heartbeats, artifacts. */
package io.kindling.executor.link;
