/** The task scheduler: a pure, deterministic state machine. */
package io.kindling.scheduler;
