/** The executor's control state and its one owner. */
package io.kindling.executor.control;
