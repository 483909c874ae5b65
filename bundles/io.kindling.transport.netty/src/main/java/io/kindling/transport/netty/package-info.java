/** TLS 1.3 connections over Netty. */
package io.kindling.transport.netty;
