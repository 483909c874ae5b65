/** What the commands of this bundle share: where Kindling is installed, how a command line is run, when a process ends. */
package io.kindling.cluster.standalone.command;
