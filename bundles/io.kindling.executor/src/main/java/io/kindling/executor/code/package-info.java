/** The versions of the application's code on this executor: opened by the first task of each, closed when nothing can need them again. */
package io.kindling.executor.code;
