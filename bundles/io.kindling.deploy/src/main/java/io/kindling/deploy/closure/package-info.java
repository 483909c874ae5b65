/** Functions and values as bytes: streams that name each class by its artifact, what they let through, and why something cannot travel. */
package io.kindling.deploy.closure;
