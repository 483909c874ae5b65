/** What an operator sets by Config Admin: clusters by name, and defaults. A bad configuration is refused whole, and the one before it stays in force. */
package io.kindling.configuration;
