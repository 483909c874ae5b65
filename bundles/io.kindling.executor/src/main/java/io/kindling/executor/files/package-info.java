/** The executor's local directories. */
package io.kindling.executor.files;
