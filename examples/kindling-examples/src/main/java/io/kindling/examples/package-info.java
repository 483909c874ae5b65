/** Small applications that show what a program looks like. */
package io.kindling.examples;
