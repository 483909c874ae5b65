/** What clients and a driver that serves say to each other. */
package io.kindling.calls.message;
