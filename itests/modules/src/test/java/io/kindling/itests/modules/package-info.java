/** The bundles as Java modules. */
package io.kindling.itests.modules;
