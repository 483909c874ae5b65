/** The test that every provider of a transport passes. */
package io.kindling.transport.api.contract;
