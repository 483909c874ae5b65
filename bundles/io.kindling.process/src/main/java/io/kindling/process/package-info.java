/** Child processes that outlive the bundles that ask for them; JDK types only. */
package io.kindling.process;
