/** What operators see of applications and do to them: the shell, events, health checks and the swap of cluster managers stand on it. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.api.admin;
