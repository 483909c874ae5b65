/** All that an application imports. */
package io.kindling.api;
