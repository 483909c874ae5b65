/**
 * Starts a throwaway OSGi framework with the bundles of an assembly, and hands over to the one service in it that is
 * the program. Knows the framework API and nothing of what the bundles do.
 */
package io.kindling.launcher;
