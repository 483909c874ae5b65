/** Words events in the form of Event Admin. A bundle apart, so that the rest of the runtime does without Event Admin's package. */
package io.kindling.events.admin;
