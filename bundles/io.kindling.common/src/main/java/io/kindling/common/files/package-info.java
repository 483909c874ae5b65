/** How the files in which a process keeps an application's data for itself are opened, in the clear or sealed. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.common.files;
