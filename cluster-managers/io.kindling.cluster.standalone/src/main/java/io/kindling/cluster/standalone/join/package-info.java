/** How the members of a cluster find, prove and reach each other: address, credential, link, intake. */
package io.kindling.cluster.standalone.join;
