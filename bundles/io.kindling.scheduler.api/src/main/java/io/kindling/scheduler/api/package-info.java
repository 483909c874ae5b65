/** Events, commands, policies and constraints of the task scheduler. */
package io.kindling.scheduler.api;
