/** What is wrong with the runtime and its applications, as Felix Health Checks with the tag {@code kindling}. */
package io.kindling.health;
