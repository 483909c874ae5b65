/**
 * TLS 1.3 connections over Netty.
 *
 * <p>A connection is nobody's until its certificate has been checked: until then its pipeline holds TLS and either
 * {@code PeerAuthentication} or {@code EnrolmentServer}, never a handler of the business. Threads: everything of one
 * connection happens on its event loop, named {@code kindling-netty-N}; other threads only put frames into its
 * {@code Outbox}. A payload is not copied when it is sent, so nobody may change one after that.
 */
package io.kindling.transport.netty;
