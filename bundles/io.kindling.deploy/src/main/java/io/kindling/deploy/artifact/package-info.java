/** Files of an application: content hashes, jars made of directories and of installed bundles, and which of them belong together. */
package io.kindling.deploy.artifact;
