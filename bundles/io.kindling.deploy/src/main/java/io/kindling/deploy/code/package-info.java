/** Where an application's classes come from: a class loader, a bundle's wiring, a nested framework. */
package io.kindling.deploy.code;
