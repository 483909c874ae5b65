/** Reading map outputs from wherever they are. */
package io.kindling.shuffle.fetch;
